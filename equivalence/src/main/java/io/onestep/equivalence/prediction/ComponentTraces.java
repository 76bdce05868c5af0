package io.onestep.equivalence.prediction;

/**
 * Traces and quadratic forms of the resolvent G = (R + q)^-1 at one q with a component's own
 * moments: R_c = E[phi phi^T | c], r_c = E[phi y | c].
 *
 * @param weight rho_c
 * @param labelMean E[y | c]
 * @param labelSquare E[y^2 | c]
 * @param mean r^T G E[phi | c], what the population ridge G r predicts on average
 * @param explained r^T G r_c
 * @param square r^T G R_c G r
 * @param df2 tr R_c G R G
 */
public record ComponentTraces(
    double weight,
    double labelMean,
    double labelSquare,
    double mean,
    double explained,
    double square,
    double df2) {}
