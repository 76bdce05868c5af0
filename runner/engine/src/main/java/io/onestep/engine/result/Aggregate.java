package io.onestep.engine.result;

/**
 * The statistics of one measured quantity at one point, over its trials.
 *
 * @param point the index of the point
 * @param activation the network's activation
 * @param model the model of the features
 * @param readout the readout
 * @param metric what was measured
 * @param source {@code "simulation"} or {@code "theory"}
 * @param mean the mean over the trials
 * @param std the sample standard deviation; NaN for a single trial
 * @param standardError the standard error of the mean; NaN for a single trial
 * @param trials the number of trials
 */
public record Aggregate(
    int point,
    String activation,
    String model,
    String readout,
    String metric,
    String source,
    double mean,
    double std,
    double standardError,
    long trials) {}
