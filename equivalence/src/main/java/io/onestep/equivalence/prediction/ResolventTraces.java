package io.onestep.equivalence.prediction;

/**
 * Traces and quadratic forms of the resolvent (R + q)^-1 at one q, R the features' second moment
 * and r their cross moment with the labels.
 *
 * @param df1 tr R (R + q)^-1
 * @param df2 tr R^2 (R + q)^-2
 * @param spread tr R (R + q)^-2
 * @param explained r^T (R + q)^-1 r
 * @param square r^T (R + q)^-1 R (R + q)^-1 r
 * @param norm r^T (R + q)^-2 r
 */
public record ResolventTraces(
    double df1, double df2, double spread, double explained, double square, double norm) {}
