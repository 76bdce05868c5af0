package io.onestep.runner.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.engine.binding.Json;
import io.onestep.engine.binding.ParameterSheet;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.catalogue.CatalogueEntry;
import io.onestep.engine.catalogue.Kind;
import io.onestep.engine.catalogue.Suggestion;
import io.onestep.runner.console.Console;
import io.onestep.runner.console.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code onestep describe}: a component's parameters. */
@Command(
    name = "describe",
    description = "Describe a component: its parameters, their ranges and defaults, an example.")
public final class DescribeCommand implements Runnable {
  private final Supplier<Catalogue> catalogue;
  private final Console console;

  @Parameters(paramLabel = "KIND", description = "the kind, e.g. 'readout'")
  private String kind;

  @Parameters(paramLabel = "NAME", description = "the component's name, e.g. 'ridge'")
  private String name;

  /**
   * Creates the command.
   *
   * @param catalogue the components
   * @param console where output goes
   */
  public DescribeCommand(Supplier<Catalogue> catalogue, Console console) {
    this.catalogue = catalogue;
    this.console = console;
  }

  @Override
  public void run() {
    List<String> kinds = Arrays.stream(Kind.values()).map(Kind::text).toList();
    Kind known =
        Kind.of(kind)
            .orElseThrow(
                () -> new InvalidInputException("", Suggestion.unknown("kind", kind, kinds)));
    CatalogueEntry entry = catalogue.get().get(known, name);
    console.out().printf("%s '%s': %s%n", known.noun(), name, entry.factory().summary());
    console.out().printf("from %s, version %s%n%n", entry.jar(), entry.version());
    List<ParameterSheet> sheets = ParameterSheet.of(entry.factory().configType());
    if (sheets.isEmpty()) {
      console.out().println("no parameters");
    } else {
      Table table = new Table().add("parameter", "must be", "default", "meaning");
      sheets.forEach(
          sheet ->
              table.add(sheet.path(), sheet.type(), sheet.defaultValue(), sheet.description()));
      console.out().print(table);
    }
    console.out().printf("%nexample: %s", Json.write(example(sheets)));
  }

  /** The component with the defaults of its own parameters; one that is required shows its type. */
  private JsonNode example(List<ParameterSheet> sheets) {
    ObjectNode example = JsonNodeFactory.instance.objectNode().put("type", name);
    for (ParameterSheet sheet : sheets) {
      if (!sheet.path().contains(".")) {
        if (sheet.isRequired()) {
          example.put(sheet.path(), "<" + sheet.type() + ">");
        } else {
          example.set(sheet.path(), Json.parse(sheet.defaultValue(), sheet.path()));
        }
      }
    }
    return example;
  }
}
