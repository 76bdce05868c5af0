/**
 * What a plugin author sees of Onestep: service interfaces, value types, random streams, errors and
 * linear algebra. It depends on the JDK alone.
 *
 * <p>A part of an experiment (a data model, an activation, a readout, ...) is a <em>component</em>:
 * an immutable, stateless object made by a named {@linkplain
 * io.onestep.api.component.ComponentFactory factory} from a configuration record. Factories are
 * found with {@link java.util.ServiceLoader}.
 *
 * <p>Letters are those of Demir and Dogan (ICLR 2025, arXiv 2503.00856): n the input dimension, k
 * the hidden width, m the number of samples, F the first layer (k x n), w the readout, eta the
 * learning rate, lambda the ridge penalty, rho the weights of the mixture's components, theta the
 * strengths of the spikes of their covariances.
 */
package io.onestep.api;
