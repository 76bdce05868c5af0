package io.onestep.runner.command;

import io.onestep.api.error.MissingComponentException;
import io.onestep.engine.binding.ParameterSheet;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.catalogue.CatalogueEntry;
import io.onestep.engine.catalogue.Plugin;
import io.onestep.engine.catalogue.PluginProblem;
import io.onestep.runner.ExitCode;
import io.onestep.runner.console.Console;
import io.onestep.runner.console.Table;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code onestep plugins}: what became of each plugin. */
@Command(
    name = "plugins",
    description =
        "Say of each plugin which components it brings, or why it can't be used and what to do."
            + " Ends with exit code 3 if anything is wrong with one.")
public final class PluginsCommand implements Callable<Integer> {
  private final Supplier<Catalogue> catalogue;
  private final Console console;

  /**
   * Creates the command.
   *
   * @param catalogue the components and the plugins that they come from
   * @param console where output goes
   */
  public PluginsCommand(Supplier<Catalogue> catalogue, Console console) {
    this.catalogue = catalogue;
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Plugin> plugins = catalogue.get().plugins();
    if (plugins.isEmpty()) {
      console
          .out()
          .println(
              "no plugins; put jars into a folder 'plugins' beside onestep.jar, or name one"
                  + " with --plugins");
    }
    Table table = new Table().add("plugin", "state", "what");
    boolean broken = false;
    for (Plugin plugin : plugins) {
      for (CatalogueEntry entry : plugin.components()) {
        try {
          ParameterSheet.of(entry.factory().configType());
          table.add(
              plugin.name(),
              "loaded",
              "%s '%s' (%s, version %s)"
                  .formatted(entry.kind().noun(), entry.name(), entry.jar(), entry.version()));
        } catch (MissingComponentException | LinkageError e) {
          table.add(plugin.name(), "broken", entry.title() + ": " + catalogue.get().describe(e));
          broken = true;
        }
      }
      for (PluginProblem problem : plugin.problems()) {
        table.add(plugin.name(), "broken", problem.message());
        broken = true;
      }
      plugin.remarks().forEach(remark -> table.add(plugin.name(), "remark", remark));
    }
    if (!plugins.isEmpty()) {
      console.out().print(table);
    }
    return broken ? ExitCode.MISSING_COMPONENT : ExitCode.DONE;
  }
}
