package io.onestep.runner.command;

import io.onestep.engine.Engine;
import io.onestep.engine.binding.Json;
import io.onestep.runner.console.Console;
import io.onestep.runner.preset.Presets;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code onestep show}: a preset's full spec. */
@Command(
    name = "show",
    description = "Print the full spec of a preset, ready to be saved and edited.")
public final class ShowCommand implements Runnable {
  private final Supplier<Engine> engine;
  private final Presets presets;
  private final Console console;

  @Mixin private SpecOptions options;

  /**
   * Creates the command.
   *
   * @param engine reads experiments
   * @param presets the presets
   * @param console where output goes
   */
  public ShowCommand(Supplier<Engine> engine, Presets presets, Console console) {
    this.engine = engine;
    this.presets = presets;
    this.console = console;
  }

  @Override
  public void run() {
    console.out().print(Json.write(options.read(presets, engine.get()).json()));
  }
}
