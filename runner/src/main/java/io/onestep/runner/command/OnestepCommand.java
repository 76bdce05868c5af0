package io.onestep.runner.command;

import io.onestep.engine.catalogue.Catalogue;
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

  /**
   * Finds the components that there are: those of this program, and those of the plugins in the
   * folder that the command line names, or else in the folder {@code plugins} beside the jar.
   *
   * @return the components, to be closed after use
   * @throws io.onestep.api.error.InvalidInputException if what the command line names is no folder
   */
  public Catalogue catalogue() {
    ClassLoader own = OnestepCommand.class.getClassLoader();
    return plugins
        .folder()
        .map(folder -> Catalogue.load(own, folder))
        .orElseGet(() -> Catalogue.load(own));
  }
}
