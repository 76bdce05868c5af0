package io.onestep.runner.command;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.DataFile;
import io.onestep.api.data.Dataset;
import io.onestep.api.data.InputClass;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.binding.Json;
import io.onestep.engine.binding.ParameterSheet;
import io.onestep.engine.binding.RecordBinder;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.catalogue.CatalogueEntry;
import io.onestep.engine.catalogue.Kind;
import io.onestep.runner.console.Console;
import io.onestep.runner.console.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code onestep datasets}: what data sets there are and what they hold. */
@Command(
    name = "datasets",
    description = "List data sets, or read one: its classes, its files and their checksums.")
public final class DatasetsCommand implements Runnable {
  private final Supplier<Catalogue> catalogue;
  private final Supplier<RecordBinder> binder;
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description =
          "a data set, or its JSON where it has parameters, e.g. '{\"type\": \"csv\", \"file\": "
              + "\"my.csv\"}' (default: all)")
  private String name;

  @Mixin private DataFolderOption folder;

  /**
   * Creates the command.
   *
   * @param catalogue the components
   * @param binder makes a data set from its JSON
   * @param console where output goes
   */
  public DatasetsCommand(
      Supplier<Catalogue> catalogue, Supplier<RecordBinder> binder, Console console) {
    this.catalogue = catalogue;
    this.binder = binder;
    this.console = console;
  }

  /** What the user asks for, so that it is read as a spec's data set is. */
  private record Choice(@Parameter("data set") Dataset dataset) {}

  private record Context(Sizes sizes, Scaling scaling, Optional<Path> dataFolder)
      implements ComponentContext {}

  @Override
  public void run() {
    if (name == null) {
      console.out().print(all());
    } else {
      JsonNode json = name.startsWith("{") ? Json.parse(name, "NAME") : named(name);
      print(dataset(json));
    }
  }

  private Table all() {
    Table table = new Table().add("data set", "inputs", "dimension", "classes", "from");
    for (CatalogueEntry entry : catalogue.get().all(Kind.DATASET)) {
      boolean complete =
          ParameterSheet.of(entry.factory().configType()).stream()
              .noneMatch(ParameterSheet::isRequired);
      try {
        if (complete) {
          add(table, entry.name(), dataset(named(entry.name())));
        } else {
          add(table, entry.name(), "needs parameters: onestep describe dataset " + entry.name());
        }
      } catch (InvalidInputException e) {
        add(table, entry.name(), e.problems().get(0).toString());
      }
    }
    return table;
  }

  private static void add(Table table, String name, Dataset dataset) {
    ClassedInputs inputs = BrokenComponentException.require(dataset, "load", dataset.load());
    table.add(
        name,
        Integer.toString(count(inputs)),
        Integer.toString(inputs.dimension()),
        Integer.toString(inputs.classes().size()),
        filesOf(dataset).stream().map(DatasetsCommand::place).distinct().collect(joining(", ")));
  }

  private static void add(Table table, String name, String problem) {
    table.add(name, "-", "-", "-", problem);
  }

  private static List<DataFile> filesOf(Dataset dataset) {
    return BrokenComponentException.requireAll(dataset, "files", dataset.files());
  }

  /** The folder of a file, or what else its name begins with. */
  private static String place(DataFile file) {
    return file.name().replaceFirst("(?<=.)[/\\\\:][^/\\\\:]*$", "");
  }

  private void print(Dataset dataset) {
    ClassedInputs inputs = BrokenComponentException.require(dataset, "load", dataset.load());
    console
        .out()
        .printf(
            "%d inputs of dimension %d in %d classes%n%n",
            count(inputs), inputs.dimension(), inputs.classes().size());
    Table classes = new Table().add("class", "inputs", "name");
    for (int c = 0; c < inputs.classes().size(); c++) {
      InputClass each = inputs.classes().get(c);
      classes.add(Integer.toString(c), Integer.toString(each.x().rows()), each.name());
    }
    console.out().println(classes);
    console.out().print(files(filesOf(dataset)));
  }

  /** Returns a table of files. */
  static Table files(List<DataFile> files) {
    Table table = new Table().add("SHA-256", "data file");
    files.forEach(file -> table.add(file.sha256(), file.name()));
    return table;
  }

  private static int count(ClassedInputs inputs) {
    return inputs.classes().stream().mapToInt(c -> c.x().rows()).sum();
  }

  private static JsonNode named(String name) {
    return JsonNodeFactory.instance.objectNode().put("type", name);
  }

  private Dataset dataset(JsonNode json) {
    // A data set does not depend on sizes and scaling, so any will do.
    Context context = new Context(new Sizes(1, 1, 1, 1, 1), new Scaling(0, 0), folder.path());
    return binder
        .get()
        .bind(
            JsonNodeFactory.instance.objectNode().set("dataset", json),
            Choice.class,
            "",
            Optional.of(context))
        .value()
        .dataset();
  }
}
