package io.onestep.benchmark.scaling;

import java.util.List;
import java.util.Locale;

/**
 * Trials of figure 1a's networks and Hermite models at one point.
 *
 * @param n the input dimension
 * @param k the width
 * @param m the number of samples of each of the three sets
 * @param trials the number of trials
 * @param threads how many of them run at a time
 */
record Workload(int n, int k, int m, int trials, int threads) {
  private static final String SPEC =
      """
      {"name": "scaling",
       "sizes": {"n": %d, "k": %d, "m": %d, "m1": %d, "m_test": %d},
       "scaling": {"alpha": 0.5, "beta": 0.74},
       "data": {"type": "structured-mixture"},
       "target": {"type": "single-index", "activation": {"type": "relu"}},
       "activations": [{"type": "relu"}, {"type": "tanh"}, {"type": "sigmoid"}],
       "learner": {"type": "one-gradient-step"},
       "models": [{"type": "network"}, {"type": "hermite", "degree": 3}],
       "readouts": [{"type": "ridge", "lambda": 1e-4}],
       "trials": %d, "executor": {"type": "local", "threads": %d}}
      """;

  String spec() {
    return SPEC.formatted(n, k, m, m, m, trials, threads);
  }

  List<String> arguments() {
    return List.of(
        "--n=" + n, "--k=" + k, "--m=" + m, "--trials=" + trials, "--threads=" + threads);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "n = %d, k = %d, m = %d, trials = %d, threads = %d", n, k, m, trials, threads);
  }
}
