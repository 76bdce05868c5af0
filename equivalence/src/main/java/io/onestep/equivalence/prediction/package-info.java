/**
 * Predictions of ridge regression on features, with no training and no test sample.
 *
 * <p>In the proportional limit ridge regression with penalty lambda on m samples acts like a
 * population ridge with an effective regularisation q that solves {@code q (1 - df1(q)/m) =
 * lambda}, df1(q) = tr R (R + q)^-1, R the features' second moment. Everything else follows from a
 * few traces and quadratic forms of the resolvent (R + q)^-1 ({@link
 * io.onestep.equivalence.prediction.FeatureResolvent}), of which there are several: by an
 * eigendecomposition of the exact R, by Woodbury's identity where R is diagonal plus low rank, and
 * averaged over the first layer, which is then not even drawn.
 */
package io.onestep.equivalence.prediction;
