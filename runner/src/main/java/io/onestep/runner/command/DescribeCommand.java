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
import io.onestep.runner.preset.Presets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code onestep describe}: a component's parameters, or what a preset is. */
@Command(
    name = "describe",
    customSynopsis = "onestep describe [-hV] [--plugins=DIR] KIND NAME",
    description =
        "Describe a component (its parameters, their ranges and defaults, an example) or a preset.")
public final class DescribeCommand implements Runnable {
  private final Supplier<Catalogue> catalogue;
  private final Presets presets;
  private final Console console;

  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "'preset' or the kind of a component, e.g. 'readout'")
  private String kind;

  // Required, but picocli would not say which names there are.
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "its name, e.g. 'ridge'")
  private String name;

  /**
   * Creates the command.
   *
   * @param catalogue the components
   * @param presets the presets
   * @param console where output goes
   */
  public DescribeCommand(Supplier<Catalogue> catalogue, Presets presets, Console console) {
    this.catalogue = catalogue;
    this.presets = presets;
    this.console = console;
  }

  @Override
  public void run() {
    if (name == null) {
      throw new ParameterException(command.commandLine(), missing());
    }
    if (kind.equals(ListCommand.PRESET)) {
      describePreset();
      return;
    }
    Kind known =
        Kind.of(kind)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "", Suggestion.unknown("kind", kind, ListCommand.kinds())));
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

  private void describePreset() {
    if (!presets.names().contains(name)) {
      throw new InvalidInputException("", Suggestion.unknown("preset", name, presets.names()));
    }
    JsonNode spec = presets.get(name);
    console
        .out()
        .printf(
            "preset '%s': %s%n%s%n%nits spec: onestep show %s%nits plan: onestep check %s%n",
            name, spec.path("title").asText(), spec.path("description").asText(), name, name);
  }

  /** What to say of one word: that it needs a name, or a kind. */
  private String missing() {
    if (kind.equals(ListCommand.PRESET)) {
      return "NAME is missing; there are: " + String.join(", ", presets.names());
    }
    Optional<Kind> known = Kind.of(kind);
    if (known.isPresent()) {
      return "NAME is missing; there are: "
          + catalogue.get().all(known.get()).stream()
              .map(CatalogueEntry::name)
              .collect(Collectors.joining(", "));
    }
    Stream<String> kinds =
        Arrays.stream(Kind.values())
            .filter(each -> catalogue.get().find(each, kind).isPresent())
            .map(Kind::text);
    String commands =
        Stream.concat(
                presets.names().contains(kind) ? Stream.of(ListCommand.PRESET) : Stream.of(), kinds)
            .map(each -> "describe " + each + " " + kind)
            .collect(Collectors.joining(", or "));
    return "KIND and NAME are needed" + (commands.isEmpty() ? "" : "; did you mean: " + commands);
  }

  /** The component with the values for examples; a parameter without one shows its type. */
  private JsonNode example(List<ParameterSheet> sheets) {
    ObjectNode example = JsonNodeFactory.instance.objectNode().put("type", name);
    for (ParameterSheet sheet : sheets) {
      if (!sheet.path().contains(".")) {
        if (sheet.example().isEmpty()) {
          example.put(sheet.path(), "<" + sheet.type() + ">");
        } else {
          example.set(sheet.path(), Json.parse(sheet.example(), sheet.path()));
        }
      }
    }
    return example;
  }
}
