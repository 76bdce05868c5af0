/**
 * The kernels that trials spend their time in, each on its own, measured by JMH: matrix products,
 * solves, activations, random numbers. The command {@code kernels} runs them.
 */
package io.onestep.benchmark.kernel;
