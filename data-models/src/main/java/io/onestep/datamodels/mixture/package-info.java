/**
 * Gaussian mixtures: x | c ~ N(mu_c, Sigma_c) with probability rho_c. A {@linkplain
 * io.onestep.datamodels.mixture.GaussianMixture mixture} whose parameters are known draws exact
 * samples; the data models of this package draw the parameters, that is, the directions of the
 * spikes and their strengths. Covariances are structured (a multiple of the identity and a few
 * spikes), which costs no n x n matrix anywhere, or dense.
 */
package io.onestep.datamodels.mixture;
