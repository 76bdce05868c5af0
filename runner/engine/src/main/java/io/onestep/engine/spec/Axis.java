package io.onestep.engine.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.parameter.Parameter;
import io.onestep.engine.binding.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * One axis of a sweep: the values that one place of the spec takes in turn.
 *
 * @param name the name of the axis, the head of its column
 * @param path the JSON pointer of the place
 * @param values the values: a list, or {@code {"linspace": [from, to, count]}}
 */
public record Axis(
    @Parameter("name of the axis, the head of its column") String name,
    @Parameter("JSON pointer of the swept value") String path,
    @Parameter("list of values, or {\"linspace\": [from, to, count]}") JsonNode values) {
  private static final String LINSPACE = "linspace";
  private static final int MOST = 10_000;

  /** The other columns of a run's tables, which an axis can't be called. */
  private static final Set<String> COLUMNS =
      Set.of(
          "trial",
          "activation",
          "model",
          "readout",
          "metric",
          "source",
          "value",
          "mean",
          "std",
          "standard_error",
          "trials",
          "against",
          "margin",
          "level",
          "mean_relative_difference",
          "confidence_low",
          "confidence_high",
          "verdict",
          "reason");

  /** Validates the pointer and the values. */
  public Axis {
    if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
      throw new InvalidValueException(
          "name", "'" + name + "'", "a letter, then letters, digits and underscores");
    }
    if (COLUMNS.contains(name)) {
      throw new InvalidValueException(
          "name", "'" + name + "'", "another name than those that columns of the results have");
    }
    if (!path.startsWith("/")) {
      throw new InvalidValueException("path", "'" + path + "'", "a JSON pointer such as /sizes/n");
    }
    JsonPointer.compile(path);
    boolean list = values.isArray() && !values.isEmpty();
    if (!list && !isLinspace(values)) {
      throw new InvalidValueException(
          "values",
          Json.shortened(values),
          "a list with at least one value, or {\"linspace\": [from, to, count]} with a count from 2"
              + " to "
              + MOST);
    }
    Set<Object> distinct = new HashSet<>();
    for (JsonNode value : list(values)) {
      if (!distinct.add(value.isNumber() ? (Object) value.doubleValue() : value)) {
        throw new InvalidValueException(
            "values",
            Json.shortened(values),
            "all different, but " + Json.shortened(value) + " is there twice");
      }
    }
  }

  private static boolean isLinspace(JsonNode values) {
    JsonNode arguments = values.path(LINSPACE);
    return values.size() == 1
        && arguments.size() == 3
        && arguments.get(0).isNumber()
        && arguments.get(1).isNumber()
        && Double.isFinite(MOST * arguments.get(0).doubleValue())
        && Double.isFinite(MOST * arguments.get(1).doubleValue())
        && arguments.get(2).isIntegralNumber()
        && arguments.get(2).canConvertToInt()
        && arguments.get(2).intValue() >= 2
        && arguments.get(2).intValue() <= MOST;
  }

  /**
   * Returns the values.
   *
   * @return at least one
   */
  public List<JsonNode> list() {
    return list(values);
  }

  private static List<JsonNode> list(JsonNode values) {
    if (values.isArray()) {
      return StreamSupport.stream(values.spliterator(), false).toList();
    }
    double from = values.get(LINSPACE).get(0).doubleValue();
    double to = values.get(LINSPACE).get(1).doubleValue();
    int last = values.get(LINSPACE).get(2).intValue() - 1;
    return IntStream.rangeClosed(0, last)
        .<JsonNode>mapToObj(i -> DoubleNode.valueOf(i == last ? to : from + i * (to - from) / last))
        .toList();
  }
}
