package io.onestep.runner.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.onestep.engine.Engine;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.plan.SpecPatch;
import io.onestep.engine.result.RunResult;
import io.onestep.runner.ExitCode;
import io.onestep.runner.console.Console;
import io.onestep.runner.folder.Provenance;
import io.onestep.runner.preset.Presets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code onestep theory}: predicts an experiment's errors, with no simulation. */
@Command(
    name = "theory",
    description = {
      "Predict the errors of a preset or a spec file, with no simulation.",
      "Writes a folder like run's. Each point is predicted once (--trials for more draws of what"
          + " predictions depend on); a spec that asks for no theory gets that of ridge regression."
    })
public final class TheoryCommand implements Callable<Integer> {
  private final Supplier<Engine> engine;
  private final Presets presets;
  private final Supplier<Provenance> provenance;
  private final Console console;

  @Mixin private SpecOptions spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the folder of the predictions (default: runs/<name>-theory)")
  private Path out;

  /**
   * Creates the command.
   *
   * @param engine makes predictions
   * @param presets the experiments that can be named
   * @param provenance describes where results come from
   * @param console where output goes
   */
  public TheoryCommand(
      Supplier<Engine> engine, Presets presets, Supplier<Provenance> provenance, Console console) {
    this.engine = engine;
    this.presets = presets;
    this.provenance = provenance;
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Engine engine = this.engine.get();
    Experiment simulated = spec.read(presets, engine);
    JsonNode json = simulated.json();
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (json.path("theory").isNull()) {
      json = SpecPatch.set(json, "/theory", nodes.objectNode().put("type", "ridge"), "theory");
    }
    json = SpecPatch.set(json, "/simulation", BooleanNode.FALSE, "theory");
    if (!spec.namesTrials()) {
      json = SpecPatch.set(json, "/trials", nodes.numberNode(1), "theory");
    }
    String name = simulated.spec().name() + "-theory";
    Experiment experiment = engine.read(SpecPatch.set(json, "/name", nodes.textNode(name), name));
    RunResult result =
        new JournaledRun(engine, provenance.get(), console, false)
            .run(experiment, out == null ? Path.of("runs", name) : out);
    return result.isWhole() ? ExitCode.DONE : ExitCode.NUMERICAL_FAILURE;
  }
}
