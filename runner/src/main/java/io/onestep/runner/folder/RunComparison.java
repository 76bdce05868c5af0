package io.onestep.runner.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.engine.binding.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between a run and its repetition.
 *
 * @param tables for each table, in words, how it differs; empty if the runs' numbers are identical
 * @param environment what differs of what the runs were computed with, in words
 */
public record RunComparison(List<String> tables, List<String> environment) {
  /** What a run was computed with; the executor changes no number. */
  private static final List<String> ENVIRONMENT =
      List.of("onestep", "backend", "java", "os", "cpu", "jars", "data_files");

  /** Copies the lists. */
  public RunComparison {
    tables = List.copyOf(tables);
    environment = List.copyOf(environment);
  }

  /**
   * Compares two runs of one experiment.
   *
   * @param first the folder of a run
   * @param again the folder of its repetition
   * @return what differs
   * @throws io.onestep.api.error.InvalidInputException if files can't be read
   */
  public static RunComparison of(RunFolder first, RunFolder again) {
    List<String> tables = new ArrayList<>();
    for (String table : List.of(RunFolder.TRIALS, RunFolder.RESULTS)) {
      if (!first.has(table)) {
        tables.add(table + ": the first run has none");
      } else if (!first.read(table).equals(again.read(table))) {
        tables.add(TableComparison.describe(table, first.read(table), again.read(table)));
      }
    }
    return new RunComparison(tables, environment(provenance(first), provenance(again)));
  }

  private static JsonNode provenance(RunFolder folder) {
    return folder.has(RunFolder.PROVENANCE)
        ? Json.parse(
            folder.read(RunFolder.PROVENANCE),
            folder.path().resolve(RunFolder.PROVENANCE).toString())
        : JsonNodeFactory.instance.objectNode();
  }

  private static List<String> environment(JsonNode then, JsonNode now) {
    List<String> differences = new ArrayList<>();
    for (String key : ENVIRONMENT) {
      if (then.path(key) instanceof ObjectNode && now.path(key) instanceof ObjectNode) {
        Set<String> names = new TreeSet<>();
        then.path(key).fieldNames().forEachRemaining(names::add);
        now.path(key).fieldNames().forEachRemaining(names::add);
        names.forEach(
            name ->
                compare(key + " " + name, then.path(key).path(name), now.path(key).path(name))
                    .ifPresent(differences::add));
      } else {
        compare(key, then.path(key), now.path(key)).ifPresent(differences::add);
      }
    }
    return differences;
  }

  private static Optional<String> compare(String what, JsonNode then, JsonNode now) {
    return then.equals(now)
        ? Optional.empty()
        : Optional.of("%s: %s then, %s now".formatted(what, text(then), text(now)));
  }

  private static String text(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    return value.isTextual() ? value.textValue() : value.toString();
  }

  /**
   * Returns whether numbers differ though nothing does that they depend on.
   *
   * @return whether the repetition shows that something is wrong
   */
  public boolean isUnexplained() {
    return !tables.isEmpty() && environment.isEmpty();
  }

  /**
   * Returns the comparison for people.
   *
   * @return lines of text
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (tables.isEmpty()) {
      text.append("identical: all numbers are those of the first run, to the last bit\n");
    }
    tables.forEach(difference -> text.append("differs: ").append(difference).append('\n'));
    if (environment.isEmpty()) {
      text.append("environment: the same\n");
    }
    environment.forEach(difference -> text.append("environment: ").append(difference).append('\n'));
    return text.toString();
  }
}
