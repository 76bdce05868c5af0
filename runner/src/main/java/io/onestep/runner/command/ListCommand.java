package io.onestep.runner.command;

import io.onestep.api.error.InvalidInputException;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.catalogue.CatalogueEntry;
import io.onestep.engine.catalogue.Kind;
import io.onestep.engine.catalogue.Suggestion;
import io.onestep.runner.console.Console;
import io.onestep.runner.console.Table;
import io.onestep.runner.preset.Presets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code onestep list}: the presets and the components. */
@Command(name = "list", description = "List presets and components, with their jars.")
public final class ListCommand implements Runnable {
  /** What stands for presets where a kind of component may stand. */
  static final String PRESET = "preset";

  private final Supplier<Catalogue> catalogue;
  private final Presets presets;
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      description = "'preset' or a kind of component, e.g. 'activation' (default: all)")
  private String kind;

  /**
   * Creates the command.
   *
   * @param catalogue the components
   * @param presets the presets
   * @param console where output goes
   */
  public ListCommand(Supplier<Catalogue> catalogue, Presets presets, Console console) {
    this.catalogue = catalogue;
    this.presets = presets;
    this.console = console;
  }

  @Override
  public void run() {
    if (kind != null && !kinds().contains(kind)) {
      throw new InvalidInputException("", Suggestion.unknown("kind", kind, kinds()));
    }
    Table table = new Table().add("kind", "name", "jar", "summary");
    if (kind == null || kind.equals(PRESET)) {
      presets
          .names()
          .forEach(name -> table.add(PRESET, name, "", presets.get(name).path("title").asText()));
    }
    for (Kind each : Kind.values()) {
      if (kind == null || kind.equals(each.text())) {
        for (CatalogueEntry entry : catalogue.get().all(each)) {
          table.add(each.text(), entry.name(), entry.jar(), entry.factory().summary());
        }
      }
    }
    console.out().print(table);
  }

  /** Returns the kinds of what is listed and described. */
  static List<String> kinds() {
    return Stream.concat(Stream.of(PRESET), Arrays.stream(Kind.values()).map(Kind::text)).toList();
  }
}
