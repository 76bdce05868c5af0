package io.onestep.engine.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.engine.catalogue.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** Replaces single values of a spec by their JSON pointer. */
public final class SpecPatch {
  private SpecPatch() {}

  /**
   * Returns a spec with a value replaced.
   *
   * @param spec the spec, left as it is
   * @param pointer the JSON pointer of a value that the spec has
   * @param value the new value
   * @param where what asked for it, for error messages
   * @return the new spec
   * @throws InvalidInputException if the pointer names nothing
   */
  public static JsonNode set(JsonNode spec, String pointer, JsonNode value, String where) {
    JsonPointer path = compile(pointer, where);
    JsonNode patched = spec.deepCopy();
    JsonNode parent = path.matches() ? null : patched.at(path.head());
    if (parent == null || patched.at(path).isMissingNode()) {
      throw new InvalidInputException(
          where,
          Suggestion.unknown(
              "place", pointer, leaves(spec, "", new ArrayList<>()), near(spec, path)));
    }
    if (parent instanceof ObjectNode object) {
      object.set(path.last().getMatchingProperty(), value);
    } else {
      ((ArrayNode) parent).set(path.last().getMatchingIndex(), value);
    }
    return patched;
  }

  private static JsonPointer compile(String pointer, String where) {
    try {
      return JsonPointer.compile(pointer);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          where, "'" + pointer + "' is no JSON pointer such as /sizes/n");
    }
  }

  /** What there is in the last place on the way to a pointer that exists. */
  private static List<String> near(JsonNode spec, JsonPointer path) {
    JsonPointer place = path;
    while (!place.matches() && !spec.at(place).isContainerNode()) {
      place = place.head();
    }
    List<String> near = new ArrayList<>();
    JsonNode node = spec.at(place);
    node.fieldNames().forEachRemaining(near::add);
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      near.add(Integer.toString(i));
    }
    String prefix = place + "/";
    return near.stream().map(prefix::concat).toList();
  }

  private static List<String> leaves(JsonNode node, String pointer, List<String> leaves) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties().forEach(f -> leaves(f.getValue(), pointer + "/" + f.getKey(), leaves));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        leaves(node.get(i), pointer + "/" + i, leaves);
      }
    } else {
      leaves.add(pointer);
    }
    return leaves;
  }
}
