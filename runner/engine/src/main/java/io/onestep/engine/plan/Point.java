package io.onestep.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.spec.ExperimentSpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * One point of an experiment's sweep.
 *
 * @param index its index, from 0
 * @param coordinates the value of each axis
 * @param spec the spec with these values, its components made
 * @param json the JSON of the spec, defaults filled in
 */
public record Point(int index, List<JsonNode> coordinates, ExperimentSpec spec, JsonNode json) {
  /** So many characters of a number are shown whatever its digits. */
  private static final int SHORT = 8;

  /** The parts on which it depends whether predictions take a trained network and its samples. */
  private static final List<String> NETWORK =
      List.of("theory", "learner", "activations", "models", "readouts");

  /**
   * Returns the sizes at this point.
   *
   * @return n, k, m, m1, mTest
   */
  public Sizes sizes() {
    return spec.sizes().resolve();
  }

  /**
   * Returns the coordinates as people read them.
   *
   * @return the value of each axis; numbers exactly where that is short, so that 12345 and 12346
   *     can be told apart, else with four significant digits
   */
  public List<String> coordinateTexts() {
    return coordinates.stream().map(c -> c.isNumber() ? number(c.doubleValue()) : text(c)).toList();
  }

  /**
   * Returns a coordinate as text.
   *
   * @param coordinate the value of an axis
   * @return numbers in full, texts without quotes, all else as JSON
   */
  public static String text(JsonNode coordinate) {
    return coordinate.isValueNode() ? coordinate.asText() : coordinate.toString();
  }

  private static String number(double value) {
    String exact = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    if (exact.length() <= SHORT) {
      return exact;
    }
    return String.format(Locale.ROOT, "%.4g", value)
        .replaceAll("(\\.\\d*?)0+$", "$1")
        .replaceAll("\\.$", "");
  }

  /**
   * Returns all that the data depend on: everything about the samples and, without a simulation, on
   * which it depends whether there are any; else nothing about the network.
   *
   * @return parts of the spec; equal at two points whose data are alike
   */
  public JsonNode dataParts() {
    ObjectNode parts = populationParts();
    if (!spec.simulation()) {
      NETWORK.forEach(part -> parts.set(part, json.get(part)));
      parts.set("sizes", json.get("sizes"));
    }
    return parts;
  }

  /**
   * Returns what population and labels depend on, and the samples where there are any.
   *
   * @return parts of the spec; a new object
   */
  public ObjectNode populationParts() {
    return populationParts(json);
  }

  /** Returns the same of any filled-in spec. */
  static ObjectNode populationParts(JsonNode json) {
    ObjectNode parts = JsonNodeFactory.instance.objectNode();
    for (String part : new String[] {"data", "target", "scaling", "sizes"}) {
      parts.set(part, json.get(part).deepCopy());
    }
    ((ObjectNode) parts.get("sizes")).remove("k");
    ((ObjectNode) parts.get("sizes")).remove("width_ratio");
    return parts;
  }
}
