package io.onestep.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.engine.binding.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The ratios of a benchmark: what a baseline keeps.
 *
 * @param n the input dimension
 * @param threads the number of threads
 * @param all the ratios
 */
public record Ratios(int n, int threads, List<Ratio> all) {
  /** What a ratio is at, if not at a width. */
  static final String ALL_WIDTHS = "all";

  /** Copies the list. */
  public Ratios {
    all = List.copyOf(all);
  }

  /**
   * A ratio.
   *
   * @param measure what it tells
   * @param width the width k/m, or {@code all}
   * @param value the ratio
   */
  public record Ratio(Measure measure, String width, double value) {
    /** Validates that the ratio is a positive number. */
    public Ratio {
      if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "%s at %s is no ratio of times: %s".formatted(measure.text(), width, value));
      }
    }
  }

  /**
   * Reads ratios.
   *
   * @param text what {@link #toJson} has written
   * @param source where it comes from, for error messages
   * @return the ratios
   */
  static Ratios parse(String text, String source) {
    try {
      JsonNode json = Json.parse(text, source);
      List<Ratio> all = new ArrayList<>();
      for (var measure : json.path("ratios").properties()) {
        Measure known =
            Measure.of(measure.getKey())
                .orElseThrow(() -> new RefusedException(source + " has " + measure.getKey()));
        for (var ratio : measure.getValue().properties()) {
          all.add(new Ratio(known, ratio.getKey(), ratio.getValue().asDouble()));
        }
      }
      if (all.isEmpty()) {
        throw new RefusedException(source + " has no ratios");
      }
      return new Ratios(json.path("n").asInt(), json.path("threads").asInt(), all);
    } catch (InvalidInputException | IllegalArgumentException e) {
      throw new RefusedException(source + ": " + e.getMessage());
    }
  }

  String toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("n", n).put("threads", threads);
    ObjectNode ratios = json.putObject("ratios");
    for (Ratio ratio : all) {
      ratios
          .withObjectProperty(ratio.measure().text())
          .put(ratio.width(), Math.round(1e4 * ratio.value()) / 1e4);
    }
    return Json.write(json);
  }

  /**
   * Compares these ratios with a baseline.
   *
   * @param baseline the ratios before, of the same sizes and threads
   * @return the ratios that both have
   */
  List<Change> since(Ratios baseline) {
    if (n != baseline.n || threads != baseline.threads) {
      throw new RefusedException(
          "the baseline has n = %d and %d threads, this run n = %d and %d: not comparable"
              .formatted(baseline.n, baseline.threads, n, threads));
    }
    List<Change> changes = new ArrayList<>();
    for (Ratio now : all) {
      baseline.all.stream()
          .filter(b -> b.measure() == now.measure() && b.width().equals(now.width()))
          .findFirst()
          .ifPresent(before -> changes.add(new Change(before, now)));
    }
    return changes;
  }

  /**
   * A ratio before and now.
   *
   * @param before the ratio in the baseline
   * @param now the same ratio in this run
   */
  public record Change(Ratio before, Ratio now) {
    /**
     * Returns how much worse the ratio has become.
     *
     * @return see {@link Measure#loss}
     */
    public double loss() {
      return now.measure().loss(before.value(), now.value());
    }

    /**
     * Returns whether the change is for the worse.
     *
     * @param tolerance the loss that is taken for noise
     * @return whether the loss is larger
     */
    public boolean isWorse(double tolerance) {
      return loss() > tolerance;
    }
  }
}
