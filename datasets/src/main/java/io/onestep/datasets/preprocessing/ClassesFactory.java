package io.onestep.datasets.preprocessing;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.InputClass;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.data.PreprocessingFactory;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.random.RandomStreams;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Keeps some of the classes, in a given order: the first one kept becomes component 1. */
public final class ClassesFactory implements PreprocessingFactory<ClassesFactory.Config> {
  /** Creates the factory. */
  public ClassesFactory() {}

  /**
   * The parameters.
   *
   * @param classes the classes by their numbers in the data set, from 0
   * @param names the classes by their names
   */
  public record Config(
      @Parameter(
              value = "classes to keep, by their numbers in the data set, from 0",
              defaultValue = "[]",
              range = "[0, inf)",
              example = "[0, 1]")
          List<Integer> classes,
      @Parameter(value = "or classes to keep, by their names", defaultValue = "[]")
          List<String> names) {
    /** Validates that classes are given in one of the two ways, each once. */
    public Config {
      classes = List.copyOf(classes);
      names = List.copyOf(names);
      if (classes.isEmpty() == names.isEmpty()) {
        throw new InvalidValueException(
            "classes",
            classes + " while names is " + names,
            "a list with at least one class, or else names must");
      }
      requireDistinct("classes", classes);
      requireDistinct("names", names);
      classes.forEach(c -> Range.parse("[0, inf)").require("classes", c));
    }

    private static void requireDistinct(String parameter, List<?> list) {
      if (new HashSet<>(list).size() < list.size()) {
        throw new InvalidValueException(parameter, list, "distinct");
      }
    }
  }

  @Override
  public String name() {
    return "classes";
  }

  @Override
  public String summary() {
    return "keeps some of the classes, in a given order";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Preprocessing create(Config config, ComponentContext context) {
    return new Choice(config);
  }

  private record Choice(Config config) implements Preprocessing {
    @Override
    public ClassedInputs apply(ClassedInputs inputs, RandomStreams streams) {
      return new ClassedInputs(chosen(config, inputs.classes()));
    }
  }

  private static List<InputClass> chosen(Config config, List<InputClass> classes) {
    List<InputClass> chosen = new ArrayList<>();
    for (int c : config.classes()) {
      if (c >= classes.size()) {
        throw unknown(Integer.toString(c), classes);
      }
      chosen.add(classes.get(c));
    }
    for (String name : config.names()) {
      chosen.add(
          classes.stream()
              .filter(c -> c.name().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown("'" + name + "'", classes)));
    }
    return chosen;
  }

  private static InvalidInputException unknown(String name, List<InputClass> classes) {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < classes.size(); c++) {
      all.append(c == 0 ? "" : ", ")
          .append(c)
          .append(" '")
          .append(classes.get(c).name())
          .append("'");
    }
    return new InvalidInputException(
        "", "preprocessing classes: there is no class " + name + "; there are: " + all);
  }
}
