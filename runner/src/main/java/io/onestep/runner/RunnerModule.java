package io.onestep.runner;

import com.google.inject.AbstractModule;
import io.onestep.engine.EngineModule;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.runner.command.CheckCommand;
import io.onestep.runner.command.DatasetsCommand;
import io.onestep.runner.command.DescribeCommand;
import io.onestep.runner.command.ListCommand;
import io.onestep.runner.command.PluginsCommand;
import io.onestep.runner.command.ReportCommand;
import io.onestep.runner.command.RunCommand;
import io.onestep.runner.command.ShowCommand;
import io.onestep.runner.command.TheoryCommand;
import io.onestep.runner.console.Console;
import io.onestep.runner.folder.Provenance;
import io.onestep.runner.preset.Presets;

/** Wires the command line on top of the engine. */
final class RunnerModule extends AbstractModule {
  private final Catalogue catalogue;
  private final Console console;

  RunnerModule(Catalogue catalogue, Console console) {
    this.catalogue = catalogue;
    this.console = console;
  }

  @Override
  protected void configure() {
    install(new EngineModule(catalogue));
    bind(Console.class).toInstance(console);
    bind(Presets.class);
    bind(Provenance.class);
    bind(RunCommand.class);
    bind(TheoryCommand.class);
    bind(CheckCommand.class);
    bind(ListCommand.class);
    bind(DescribeCommand.class);
    bind(DatasetsCommand.class);
    bind(ShowCommand.class);
    bind(ReportCommand.class);
    bind(PluginsCommand.class);
  }
}
