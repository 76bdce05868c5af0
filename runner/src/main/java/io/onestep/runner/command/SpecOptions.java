package io.onestep.runner.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.onestep.api.error.InvalidInputException;
import io.onestep.engine.Engine;
import io.onestep.engine.binding.Json;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.plan.SpecPatch;
import io.onestep.runner.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The experiment that a user names, with the values that the user changes on the way. */
final class SpecOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME_OR_FILE",
      description = "a preset (see 'onestep list') or a spec file")
  private String nameOrFile;

  @Option(names = "--trials", paramLabel = "N", description = "trials at each point")
  private Integer trials;

  @Option(names = "--seed", paramLabel = "N", description = "seed of all randomness")
  private Long seed;

  @Option(names = "--threads", paramLabel = "N", description = "threads of the executor")
  private Integer threads;

  @Option(
      names = "--set",
      paramLabel = "POINTER=JSON",
      description = "any value of the spec, e.g. --set /sizes/n=400; may be given several times")
  private List<String> sets = new ArrayList<>();

  @Mixin private DataFolderOption data;

  @Option(names = "--backend", paramLabel = "NAME", description = "backend of linear algebra")
  private String backend;

  @Option(names = "--executor", paramLabel = "NAME", description = "executor of the trials")
  private String executor;

  /** Whether the user gave a number of trials. */
  boolean namesTrials() {
    return trials != null;
  }

  /** Reads the experiment; a value that an option gives stands above that of the spec. */
  Experiment read(Presets presets, Engine engine) {
    if (nameOrFile == null) {
      throw new ParameterException(
          command.commandLine(), "Missing required parameter: 'NAME_OR_FILE'");
    }
    return change(engine.read(presets.find(nameOrFile)).json(), engine);
  }

  private static JsonNode value(String json, String set) {
    try {
      return Json.parse(json, "--set " + set);
    } catch (InvalidInputException e) {
      if (!json.matches("\\p{Ll}[\\w-]*")) {
        throw e;
      }
      String quoted = set.substring(0, set.length() - json.length()) + '"' + json + '"';
      throw new InvalidInputException(
          "--set", "'" + json + "' is not JSON; a string stands in quotes: --set '" + quoted + "'");
    }
  }

  /** Reads the experiment of a spec with the values that options give. */
  Experiment change(JsonNode spec, Engine engine) {
    JsonNode json = spec;
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw new InvalidInputException("--set", "'" + set + "' is not of the form POINTER=JSON");
      }
      JsonNode value = value(set.substring(equals + 1), set);
      json = SpecPatch.set(json, set.substring(0, equals), value, "--set");
    }
    if (executor != null) {
      json = SpecPatch.set(json, "/executor", part(executor), "--executor");
    }
    if (backend != null) {
      json = SpecPatch.set(json, "/backend", part(backend), "--backend");
    }
    if (data.path().isPresent()) {
      JsonNode folder = JsonNodeFactory.instance.textNode(data.path().get().toString());
      json = SpecPatch.set(json, "/data_folder", folder, "--data");
    }
    if (trials != null) {
      json = SpecPatch.set(json, "/trials", number(trials), "--trials");
    }
    if (seed != null) {
      json = SpecPatch.set(json, "/seed", number(seed), "--seed");
    }
    if (threads != null) {
      // An executor just named has its defaults still to be filled in.
      json = engine.read(json).json();
      json = SpecPatch.set(json, "/executor/threads", number(threads), "--threads");
    }
    return engine.read(json);
  }

  private static JsonNode part(String name) {
    return JsonNodeFactory.instance.objectNode().put("type", name);
  }

  private static JsonNode number(long value) {
    return JsonNodeFactory.instance.numberNode(value);
  }
}
