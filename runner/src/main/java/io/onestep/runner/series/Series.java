package io.onestep.runner.series;

import io.onestep.api.execution.Measurement;
import io.onestep.engine.plan.Point;
import io.onestep.engine.result.Aggregate;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.spec.FigureSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
   */
  public record Value(int point, double x, double y, double mean, double standardError) {}

  private record Key(String metric, String source, int activation, int model, int readout) {}

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
    Map<Key, List<Value>> values = new LinkedHashMap<>();
    Map<Key, List<Aggregate>> origins = new LinkedHashMap<>();
    for (Aggregate a : result.aggregates()) {
      Point point = result.experiment().points().get(a.point());
      if (spec.metrics().contains(a.metric())) {
        Key key =
            new Key(
                a.metric(),
                a.source(),
                index(
                    point.spec().activations().stream().map(s -> s.label()).toList(),
                    a.activation()),
                ofFirstLayer(a)
                    ? 0
                    : index(point.spec().models().stream().map(s -> s.label()).toList(), a.model()),
                ofFirstLayer(a)
                    ? 0
                    : index(
                        point.spec().readouts().stream().map(s -> s.label()).toList(),
                        a.readout()));
        double x = coordinate(point, 0);
        double y = coordinate(point, 1);
        double mean = spec.absolute() ? Math.abs(a.mean()) : a.mean();
        values
            .computeIfAbsent(key, k -> new ArrayList<>())
            .add(new Value(a.point(), x, y, mean, a.standardError()));
        origins.computeIfAbsent(key, k -> new ArrayList<>()).add(a);
      }
    }
    boolean severalReadouts = result.experiment().spec().readouts().size() > 1;
    List<Series> series = new ArrayList<>();
    values.forEach(
        (key, list) -> {
          List<Aggregate> origin = origins.get(key);
          List<String> name = new ArrayList<>();
          name.add(result.experiment().spec().activations().get(key.activation()).label());
          name.add(commonName(origin.stream().map(Aggregate::model).toList()));
          if (severalReadouts && !ofFirstLayer(origin.get(0))) {
            name.add(result.experiment().spec().readouts().get(key.readout()).label());
          }
          if (spec.metrics().size() > 1) {
            name.add(key.metric().replace('_', ' '));
          }
          if (!key.source().equals(SIMULATION)) {
            name.add(key.source());
          }
          series.add(
              new Series(
                  String.join(", ", name),
                  key.metric(),
                  key.source(),
                  key.activation(),
                  key.model(),
                  key.readout(),
                  list));
        });
    return series;
  }

  private static boolean ofFirstLayer(Aggregate a) {
    return a.readout().equals(Measurement.NO_READOUT);
  }

  private static double coordinate(Point point, int axis) {
    boolean number = axis < point.coordinates().size() && point.coordinates().get(axis).isNumber();
    return number ? point.coordinates().get(axis).doubleValue() : Double.NaN;
  }

  private static int index(List<String> labels, String label) {
    return IntStream.range(0, labels.size())
        .filter(i -> labels.get(i).equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(label + " is none of " + labels));
  }

  /** A model whose degree changes along the axis goes by what its names have in common. */
  private static String commonName(List<String> names) {
    String first = names.get(0);
    return names.stream().allMatch(first::equals) ? first : first.replaceAll("-\\d+$", "");
  }
}
