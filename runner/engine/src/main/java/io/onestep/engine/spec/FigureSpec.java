package io.onestep.engine.spec;

import io.onestep.api.error.InvalidValueException;
import io.onestep.api.parameter.Parameter;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What the figure of an experiment shows: curves along the one axis of its sweep, or heat maps over
 * its two.
 *
 * @param metric the metric drawn
 * @param alsoMetrics further metrics, drawn beside it
 * @param xLabel the title of the horizontal axis
 * @param yLabel the title of the vertical axis
 * @param zLabel the title of a heat map's colour bar
 * @param logX whether the horizontal axis is logarithmic; a map's only if all values are positive
 * @param logY whether the vertical axis is logarithmic; a map's only if all values are positive
 * @param zMin the lower end of a heat map's colours
 * @param zMax the upper end of a heat map's colours
 * @param absolute whether the metric's absolute value is drawn
 * @param boundaries the degrees of equivalent models whose boundaries are drawn on a heat map over
 *     alpha and beta
 */
public record FigureSpec(
    @Parameter(value = "metric drawn", defaultValue = "\"generalization_error\"") String metric,
    @Parameter(value = "further metrics, drawn beside it", defaultValue = "[]")
        List<String> alsoMetrics,
    @Parameter(
            value = "title of the horizontal axis; empty: the first axis's name",
            defaultValue = "\"\"")
        String xLabel,
    @Parameter(
            value = "title of the vertical axis; empty: the metric, or the second axis's name",
            defaultValue = "\"\"")
        String yLabel,
    @Parameter(value = "title of a heat map's colour bar; empty: the metric", defaultValue = "\"\"")
        String zLabel,
    @Parameter(value = "logarithmic horizontal axis", defaultValue = "false") boolean logX,
    @Parameter(value = "logarithmic vertical axis", defaultValue = "false") boolean logY,
    @Parameter(
            value = "lower end of a heat map's colours; null: the least value",
            defaultValue = "null")
        OptionalDouble zMin,
    @Parameter(
            value = "upper end of a heat map's colours; null: the largest value",
            defaultValue = "null")
        OptionalDouble zMax,
    @Parameter(value = "draw absolute values", defaultValue = "false") boolean absolute,
    @Parameter(
            value =
                "degrees of equivalent models whose boundaries in strength are drawn on a heat map"
                    + " over alpha and beta: theorem 4's as lines, a sharper rule's, which is"
                    + " heuristic, dashed",
            defaultValue = "[]")
        List<Integer> boundaries) {
  private static final int HIGHEST_DEGREE = 20;

  /** Validates the degrees and the colours' ends. */
  public FigureSpec {
    if (boundaries.stream().anyMatch(degree -> degree < 1 || degree > HIGHEST_DEGREE)) {
      throw new InvalidValueException(
          "boundaries", boundaries, "degrees from 1 to " + HIGHEST_DEGREE);
    }
    boundaries = List.copyOf(boundaries);
    if (zMin.isPresent() && zMax.isPresent() && zMin.getAsDouble() >= zMax.getAsDouble()) {
      throw new InvalidValueException(
          "zMin", zMin.getAsDouble(), "less than z_max = " + zMax.getAsDouble());
    }
  }

  /**
   * Returns all metrics that are drawn.
   *
   * @return the first one and those beside it
   */
  public List<String> metrics() {
    return Stream.concat(Stream.of(metric), alsoMetrics.stream()).distinct().toList();
  }
}
