package io.onestep.engine.verdict;

/**
 * The comparison of two errors over the trials of one point: of a model's simulated error with the
 * network's, or of an error's prediction with its simulation.
 *
 * @param point the index of the point
 * @param activation the network's activation
 * @param model the model whose error is compared
 * @param readout the readout
 * @param metric the error
 * @param source where the compared error is from: {@code "simulation"} or {@code "theory"}
 * @param against what it is compared with: the first model of the spec (the network), or {@code
 *     "simulation"} if the source is {@code "theory"}
 * @param conclusion whether the two are the same
 */
public record Comparison(
    int point,
    String activation,
    String model,
    String readout,
    String metric,
    String source,
    String against,
    Conclusion conclusion) {}
