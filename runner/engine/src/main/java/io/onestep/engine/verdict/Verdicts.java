package io.onestep.engine.verdict;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Precision;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.TaskResult;
import io.onestep.api.model.Equivalent;
import io.onestep.api.readout.Readout;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.spec.ExperimentSpec;
import io.onestep.engine.spec.VerdictSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The verdicts of a run: every model's errors against the network's, and every predicted error
 * against the simulated one, at each point.
 *
 * @param experiment the experiment
 * @param rule when two errors are found equivalent, for people
 * @param comparisons point by point, at each in the order of measurement
 */
public record Verdicts(Experiment experiment, String rule, List<Comparison> comparisons) {
  private static final String TRAINING_ERROR = "training_error";

  /** The errors, of the mixture and by component, as their metrics are called. */
  private static final Pattern ERRORS =
      Pattern.compile(
          TRAINING_ERROR + "|(generalization|classification)_error(_component_[1-9][0-9]*)?");

  /**
   * What rounding leaves of an error that is 0, next to the labels' mean square: the square of a
   * relative rounding error, and of one that no sum of k products in double precision comes to.
   */
  private static final double ROUNDING = 1e-24;

  /** The same of an error on test samples whose features are computed in single precision. */
  private static final double SINGLE_ROUNDING = 1e-12;

  private static final String SIMULATION = "simulation";
  private static final String THEORY = "theory";

  /** Copies the list. */
  public Verdicts {
    comparisons = List.copyOf(comparisons);
  }

  /** An error that a trial measures. */
  private record Quantity(String activation, String model, String readout, String metric) {}

  /** What errors of one size are of. */
  private record Fit(String activation, String readout) {
    static Fit of(Measurement m) {
      return new Fit(m.activation(), m.readout());
    }
  }

  /** Two errors that are compared at a point. */
  private record Pair(int point, Quantity quantity, String source, String against) {
    Comparison comparison(Conclusion conclusion) {
      return new Comparison(
          point,
          quantity.activation(),
          quantity.model(),
          quantity.readout(),
          quantity.metric(),
          source,
          against,
          conclusion);
    }
  }

  /**
   * Compares errors, trial by trial, by the margin and the level of the spec.
   *
   * @param result the run
   * @param test draws the conclusions
   * @return the verdicts on training errors and on generalization and classification errors, of the
   *     mixture and by component
   */
  public static Verdicts of(RunResult result, EquivalenceTest test) {
    Map<Pair, List<Double>> differences = new LinkedHashMap<>();
    for (TaskResult.Completed trial : result.completed()) {
      int point = trial.task().point();
      ExperimentSpec spec = result.experiment().points().get(point).spec();
      String network = spec.models().get(0).label();
      Map<Quantity, Double> simulated = new HashMap<>();
      Map<Fit, Double> largest = new HashMap<>();
      for (Measurement m : trial.measurements()) {
        if (m.source().equals(SIMULATION)) {
          simulated.put(quantity(m, m.model()), m.value());
          if (ERRORS.matcher(m.metric()).matches()) {
            largest.merge(Fit.of(m), m.value(), Math::max);
          }
        }
      }
      for (Measurement m : trial.measurements()) {
        boolean theory = m.source().equals(THEORY);
        Double reference = simulated.get(quantity(m, theory ? m.model() : network));
        if (ERRORS.matcher(m.metric()).matches()
            && reference != null
            && (theory || !m.model().equals(network))) {
          differences
              .computeIfAbsent(
                  new Pair(
                      point, quantity(m, m.model()), m.source(), theory ? SIMULATION : network),
                  pair -> new ArrayList<>())
              // The largest error of a fit is of the labels' size or larger; labels are taken to be
              // of order one at least, since all errors may be 0.
              .add(
                  relativeDifference(
                      m.value(),
                      reference,
                      rounding(spec, m.metric()) * Math.max(1, largest.get(Fit.of(m)))));
        }
      }
    }
    VerdictSpec rule = result.experiment().spec().verdict();
    List<Comparison> comparisons = new ArrayList<>();
    differences.forEach(
        (pair, values) ->
            comparisons.add(
                pair.comparison(
                    test.of(rule, values.stream().mapToDouble(Double::doubleValue).toArray()))));
    return new Verdicts(result.experiment(), test.text(rule), comparisons);
  }

  private static double rounding(ExperimentSpec spec, String metric) {
    boolean single =
        !metric.equals(TRAINING_ERROR)
            && spec.testPrecision() == Precision.SINGLE
            && spec.generalization().isEmpty();
    return single ? SINGLE_ROUNDING : ROUNDING;
  }

  /**
   * The relative difference of an error to a reference.
   *
   * @param zero the largest number that counts as 0
   * @return NaN if both are 0 up to rounding, infinity if only the reference is
   */
  private static double relativeDifference(double error, double reference, double zero) {
    if (reference <= zero) {
      return error <= zero ? Double.NaN : Double.POSITIVE_INFINITY;
    }
    return (error - reference) / reference;
  }

  private static Quantity quantity(Measurement m, String model) {
    return new Quantity(m.activation(), model, m.readout(), m.metric());
  }

  /** What is one series along the sweep, though its names may change from point to point. */
  private record SeriesKey(int activation, int model, int readout, String source) {}

  /**
   * Writes the verdicts on one metric in short: a line that says by which rule, a line for each
   * series along the sweep, and a line for what the verdicts do not cover.
   *
   * @param metric the metric
   * @return lines of text; none if there is no verdict on the metric
   */
  public List<String> lines(String metric) {
    Map<SeriesKey, List<Comparison>> series = new LinkedHashMap<>();
    for (Comparison c : comparisons) {
      if (c.metric().equals(metric)) {
        ExperimentSpec spec = experiment.points().get(c.point()).spec();
        SeriesKey key =
            new SeriesKey(
                index(spec.activations(), Activation::label, c.activation()),
                index(spec.models(), Equivalent::label, c.model()),
                index(spec.readouts(), Readout::label, c.readout()),
                c.source());
        series.computeIfAbsent(key, k -> new ArrayList<>()).add(c);
      }
    }
    List<String> lines = new ArrayList<>();
    if (!series.isEmpty()) {
      lines.add(metric.replace('_', ' ') + ": " + rule);
      series.values().stream()
          .map(list -> "  " + new ComparedSeries(experiment, list).text())
          .forEach(lines::add);
      String sharing =
          switch (experiment.spec().dataDraw()) {
            case RUN -> "all trials share their data: a verdict holds for these data";
            case POINT -> "the trials of a point share their data: a verdict holds for these data";
            case TRIAL -> "";
          };
      if (!sharing.isEmpty()) {
        lines.add("  " + sharing);
      }
    }
    return lines;
  }

  private static <T> int index(List<T> components, Function<T, String> label, String name) {
    return components.stream().map(label).toList().indexOf(name);
  }
}
