package io.onestep.runner.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/** {@code onestep}: the command that holds all others. */
@Command(
    name = "onestep",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    scope = ScopeType.INHERIT,
    description =
        "Simulates what a two-layer neural network learns after one gradient step on structured"
            + " Gaussian mixtures, and the simpler models that it is equivalent to.%n",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      TheoryCommand.class,
      CheckCommand.class,
      ListCommand.class,
      DescribeCommand.class,
      DatasetsCommand.class,
      ShowCommand.class,
      ReportCommand.class,
      PluginsCommand.class
    },
    footer = {
      "",
      "Start with: onestep run fig1a --trials 2",
      "Exit codes: 0 done, 2 wrong input, 3 missing component, 4 numerical failure,",
      "            5 not enough memory or disk, 130 interrupted, 70 a defect"
    })
public final class OnestepCommand {
  @Mixin private PluginsOption plugins;

  /** Creates the command. */
  public OnestepCommand() {}
}
