package io.onestep.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.Problem;
import io.onestep.engine.binding.Json;
import io.onestep.engine.spec.Axis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Collects what is wrong at the points of a sweep: each problem once, with its first point. */
public final class PointProblems {
  /** With so many problems there is enough to be said. */
  private static final int MANY = 100;

  private final List<Axis> sweep;
  private final Map<Problem, String> problems = new LinkedHashMap<>();

  /**
   * Creates the collection, without a problem.
   *
   * @param sweep the axes of the sweep
   */
  public PointProblems(List<Axis> sweep) {
    this.sweep = sweep;
  }

  /**
   * Adds what is wrong at a point.
   *
   * @param coordinates the value of each axis there
   * @param refusal what is wrong
   */
  public void add(List<JsonNode> coordinates, InvalidInputException refusal) {
    refusal.problems().forEach(p -> problems.putIfAbsent(p, place(coordinates)));
  }

  /**
   * Returns whether there is no need to look for more.
   *
   * @return whether there are many problems
   */
  public boolean isEnough() {
    return problems.size() >= MANY;
  }

  /**
   * Refuses the input if there is a problem.
   *
   * @throws InvalidInputException with all problems, each with the values of the axes at its point
   */
  public void requireNone() {
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          problems.entrySet().stream()
              .map(p -> new Problem(p.getKey().where(), p.getKey().message() + p.getValue()))
              .toList());
    }
  }

  /**
   * Says which point it is.
   *
   * @param coordinates the value of each axis there
   * @return what follows a message; empty if there are no axes
   */
  public String place(List<JsonNode> coordinates) {
    return sweep.isEmpty()
        ? ""
        : IntStream.range(0, sweep.size())
            .mapToObj(a -> sweep.get(a).name() + " = " + Json.shortened(coordinates.get(a)))
            .collect(Collectors.joining(", ", " (at ", ")"));
  }
}
