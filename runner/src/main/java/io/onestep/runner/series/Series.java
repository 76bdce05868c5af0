package io.onestep.runner.series;

import io.onestep.api.execution.Measurement;
import io.onestep.engine.plan.Point;
import io.onestep.engine.result.Aggregate;
import io.onestep.engine.result.CommonName;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.spec.ExperimentSpec;
import io.onestep.engine.spec.FigureSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One series: the values of a metric along the axes of the sweep, of one model in one source.
 *
 * @param name what the legend calls it
 * @param metric what was measured
 * @param source {@code "simulation"} or {@code "theory"}
 * @param activation the index of its activation in the spec
 * @param model the index of its model in the spec; 0 is drawn as points, others as lines
 * @param readout the index of its readout in the spec; 0 if it has none
 * @param values its values, in the order of the points
 */
public record Series(
    String name,
    String metric,
    String source,
    int activation,
    int model,
    int readout,
    List<Value> values) {
  private static final String SIMULATION = "simulation";

  /**
   * A value with its error bar.
   *
   * @param point the index of the point
   * @param x the coordinate on the first axis
   * @param y the coordinate on the second axis; NaN if there is none
   * @param mean the mean over trials
   * @param standardError its standard error; NaN for a single trial
   * @param trials the number of trials
   */
  public record Value(
      int point, double x, double y, double mean, double standardError, long trials) {}

  /** What tells a series from others, whatever its parts are called at one point or another. */
  private record Key(String metric, String source, Part activation, Part model, Part readout) {}

  /** A part of the spec by its index; what is no part of the spec goes by its label. */
  private record Part(int index, String label) {
    static Part of(List<String> labels, String label) {
      int index = labels.indexOf(label);
      return index < 0 ? new Part(labels.size(), label) : new Part(index, "");
    }
  }

  /** Copies the list. */
  public Series {
    values = List.copyOf(values);
  }

  /**
   * Returns the series of a run for the metrics of its figure, measured and predicted.
   *
   * @param result the run
   * @param spec the figure
   * @return in the order of the spec; a coordinate that is no number is NaN
   */
  public static List<Series> of(RunResult result, FigureSpec spec) {
    return all(result).stream().filter(s -> spec.metrics().contains(s.metric())).toList();
  }

  /**
   * Returns the series of a run for all its metrics and sources. The values of the figure's metric
   * are absolute if the figure's are.
   *
   * @param result the run
   * @return in the order of measurement; a coordinate that is no number is NaN
   */
  public static List<Series> all(RunResult result) {
    FigureSpec spec = result.experiment().spec().figure();
    Map<Key, List<Aggregate>> aggregates = new LinkedHashMap<>();
    for (Aggregate a : result.aggregates()) {
      ExperimentSpec atPoint = result.experiment().points().get(a.point()).spec();
      aggregates.computeIfAbsent(key(a, atPoint), key -> new ArrayList<>()).add(a);
    }
    List<Series> series = new ArrayList<>();
    aggregates.forEach(
        (key, list) ->
            series.add(
                new Series(
                    name(list, result.experiment().spec()),
                    key.metric(),
                    key.source(),
                    key.activation().index(),
                    key.model().index(),
                    key.readout().index(),
                    list.stream().map(a -> value(a, result, spec)).toList())));
    return series;
  }

  private static Key key(Aggregate a, ExperimentSpec spec) {
    boolean ofFirstLayer = a.readout().equals(Measurement.NO_READOUT);
    return new Key(
        a.metric(),
        a.source(),
        Part.of(activations(spec), a.activation()),
        ofFirstLayer
            ? new Part(0, a.model())
            : Part.of(spec.models().stream().map(model -> model.label()).toList(), a.model()),
        ofFirstLayer ? new Part(0, a.readout()) : Part.of(readouts(spec), a.readout()));
  }

  private static Value value(Aggregate a, RunResult result, FigureSpec spec) {
    Point point = result.experiment().points().get(a.point());
    boolean absolute = spec.absolute() && spec.metrics().contains(a.metric());
    return new Value(
        a.point(),
        coordinate(point, 0),
        coordinate(point, 1),
        absolute ? Math.abs(a.mean()) : a.mean(),
        a.standardError(),
        a.trials());
  }

  private static String name(List<Aggregate> aggregates, ExperimentSpec spec) {
    Aggregate first = aggregates.get(0);
    List<String> parts = new ArrayList<>();
    parts.add(commonName(aggregates, Aggregate::activation));
    parts.add(commonName(aggregates, Aggregate::model));
    if (spec.readouts().size() > 1 && !first.readout().equals(Measurement.NO_READOUT)) {
      parts.add(commonName(aggregates, Aggregate::readout));
    }
    List<String> metrics = spec.figure().metrics();
    if (metrics.size() > 1 && metrics.contains(first.metric())) {
      parts.add(first.metric().replace('_', ' '));
    }
    if (!first.source().equals(SIMULATION)) {
      parts.add(first.source());
    }
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
  }

  private static String commonName(List<Aggregate> aggregates, Function<Aggregate, String> part) {
    return CommonName.of(aggregates.stream().map(part).toList());
  }

  private static List<String> activations(ExperimentSpec spec) {
    return spec.activations().stream().map(activation -> activation.label()).toList();
  }

  private static List<String> readouts(ExperimentSpec spec) {
    return spec.readouts().stream().map(readout -> readout.label()).toList();
  }

  private static double coordinate(Point point, int axis) {
    boolean number = axis < point.coordinates().size() && point.coordinates().get(axis).isNumber();
    return number ? point.coordinates().get(axis).doubleValue() : Double.NaN;
  }
}
