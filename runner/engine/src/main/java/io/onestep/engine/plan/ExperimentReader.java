package io.onestep.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.inject.Inject;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.DataModel;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.Problem;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.binding.Bound;
import io.onestep.engine.binding.RecordBinder;
import io.onestep.engine.catalogue.CatalogueEntry;
import io.onestep.engine.spec.Axis;
import io.onestep.engine.spec.ExperimentSpec;
import io.onestep.engine.spec.SizesSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads and validates experiments, every point of their sweeps included. */
public final class ExperimentReader {
  /** What a sweep may vary: all else belongs to the run as a whole. */
  private static final Set<String> SWEPT =
      Set.of(
          "sizes",
          "scaling",
          "data",
          "target",
          "activations",
          "learner",
          "models",
          "readouts",
          "theory",
          "metrics");

  /** The most points of a sweep. */
  private static final int MOST_POINTS = 10_000;

  /** The most trials at all points together. */
  private static final int MOST_TRIALS = 1_000_000;

  /** The most values of a spec times points: each point holds a spec of its own. */
  private static final int MOST_VALUES = 50_000_000;

  private final RecordBinder binder;

  /**
   * Creates the reader.
   *
   * @param binder reads the parts of the spec
   */
  @Inject
  public ExperimentReader(RecordBinder binder) {
    this.binder = binder;
  }

  /**
   * Reads an experiment.
   *
   * @param json the spec
   * @return the experiment
   * @throws InvalidInputException with all problems, at whichever point they are
   * @throws io.onestep.api.error.MissingComponentException if components are unknown
   */
  public Experiment read(JsonNode json) {
    // A copy, since lists of values stay JSON: a program may change its own for the next spec.
    Bound<ExperimentSpec> base = bind(json.deepCopy());
    List<Axis> sweep = base.value().sweep();
    checkSize(base);
    checkPaths(sweep, base.json());
    List<Point> points = new ArrayList<>();
    Map<JsonNode, DataModel> models = new HashMap<>();
    models.put(Point.populationParts(base.json()), base.value().data());
    Map<DataModel, DataModel> distinct = new HashMap<>();
    distinct.put(base.value().data(), base.value().data());
    PointProblems problems = new PointProblems(sweep);
    for (List<JsonNode> coordinates : grid(sweep)) {
      if (problems.isEnough()) {
        break;
      }
      try {
        JsonNode patched = base.json();
        for (int a = 0; a < sweep.size(); a++) {
          patched = SpecPatch.set(patched, sweep.get(a).path(), coordinates.get(a), "sweep");
        }
        Bound<ExperimentSpec> spec = sweep.isEmpty() ? base : bind(patched);
        Point point = new Point(points.size(), coordinates, spec.value(), spec.json());
        // Points whose data are alike, by their specs or since models say so, share a model, which
        // may hold what it read from files.
        DataModel own = spec.value().data();
        DataModel model =
            models.computeIfAbsent(
                point.populationParts(), p -> distinct.computeIfAbsent(own, Function.identity()));
        points.add(
            new Point(point.index(), coordinates, point.spec().withData(model), point.json()));
      } catch (InvalidInputException e) {
        problems.add(coordinates, e);
      }
    }
    problems.requireNone();
    return new Experiment(base.value(), base.json(), points);
  }

  /**
   * Finds the components that an experiment uses, at whichever point.
   *
   * @param experiment the experiment
   * @return each component once, by kind and name
   */
  public List<CatalogueEntry> components(Experiment experiment) {
    return experiment.points().stream()
        .flatMap(point -> binder.components(point.json(), ExperimentSpec.class).stream())
        .distinct()
        .sorted(Comparator.comparing(CatalogueEntry::kind).thenComparing(CatalogueEntry::name))
        .toList();
  }

  private Bound<ExperimentSpec> bind(JsonNode json) {
    return binder.bind(json, ExperimentSpec.class, "", context(json));
  }

  /**
   * The sizes, the scaling and the data folder of a spec; empty if sizes or scaling are wrong,
   * which binding all of it says.
   */
  private Optional<ComponentContext> context(JsonNode json) {
    Optional<Path> dataFolder = dataFolder(json.path("data_folder"));
    try {
      return Optional.of(
          new PointContext(
              binder
                  .bind(part(json, "sizes"), SizesSpec.class, "/sizes", Optional.empty())
                  .value()
                  .resolve(),
              binder
                  .bind(part(json, "scaling"), Scaling.class, "/scaling", Optional.empty())
                  .value(),
              dataFolder));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> dataFolder(JsonNode folder) {
    try {
      return folder.isTextual() ? Optional.of(Path.of(folder.textValue())) : Optional.empty();
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "/data_folder", "is " + folder + " but must be a path: " + e.getReason());
    }
  }

  private static JsonNode part(JsonNode json, String key) {
    return json.has(key) ? json.get(key) : JsonNodeFactory.instance.objectNode();
  }

  private record PointContext(Sizes sizes, Scaling scaling, Optional<Path> dataFolder)
      implements ComponentContext {}

  /** Refuses what would need more memory for its plan than any run of it takes time for. */
  private static void checkSize(Bound<ExperimentSpec> spec) {
    List<Axis> sweep = spec.value().sweep();
    double points =
        sweep.stream().mapToDouble(axis -> axis.list().size()).reduce(1, (p, q) -> p * q);
    if (points > MOST_POINTS) {
      throw new InvalidInputException(
          "/sweep", "has %.4g points, but a sweep has %d at most".formatted(points, MOST_POINTS));
    }
    if (points * spec.value().trials() > MOST_TRIALS) {
      throw new InvalidInputException(
          "/trials",
          "is %d at each of %.0f points, but a run has %d trials in all at most"
              .formatted(spec.value().trials(), points, MOST_TRIALS));
    }
    double values = values(spec.json());
    if (points * values > MOST_VALUES) {
      throw new InvalidInputException(
          "/sweep",
          "has %.0f points of a spec with %.0f values, but points times values are %d at most"
              .formatted(points, values, MOST_VALUES));
    }
  }

  private static long values(JsonNode json) {
    long count = 1;
    for (JsonNode child : json) {
      count += values(child);
    }
    return count;
  }

  private static void checkPaths(List<Axis> sweep, JsonNode json) {
    List<Problem> problems = new ArrayList<>();
    for (int a = 0; a < sweep.size(); a++) {
      String where = "/sweep/" + a + "/path";
      String path = sweep.get(a).path();
      if (!SWEPT.contains(path.substring(1).split("/", 2)[0])) {
        problems.add(
            new Problem(
                where,
                "'%s' can't be swept; what can is below: %s"
                    .formatted(path, SWEPT.stream().sorted().collect(Collectors.joining(", ")))));
      } else {
        try {
          SpecPatch.set(json, path, sweep.get(a).list().get(0), where);
        } catch (InvalidInputException e) {
          problems.addAll(e.problems());
        }
        for (Axis other : sweep.subList(0, a)) {
          if ((path + "/").startsWith(other.path() + "/")
              || (other.path() + "/").startsWith(path + "/")) {
            problems.add(
                new Problem(
                    where,
                    "'%s' is, or contains, or is part of what the axis '%s' sweeps, '%s'"
                        .formatted(path, other.name(), other.path())));
          }
        }
        boolean given =
            !json.at("/sizes/k").isNull()
                || sweep.stream().anyMatch(axis -> axis.path().equals("/sizes/k"));
        if (path.equals("/sizes/width_ratio") && given) {
          problems.add(
              new Problem(
                  where,
                  "'/sizes/width_ratio' changes nothing where /sizes/k is given; leave one out"));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }

  private static List<List<JsonNode>> grid(List<Axis> sweep) {
    List<List<JsonNode>> grid = List.of(List.of());
    for (Axis axis : sweep) {
      List<List<JsonNode>> finer = new ArrayList<>();
      for (List<JsonNode> coordinates : grid) {
        for (JsonNode value : axis.list()) {
          List<JsonNode> extended = new ArrayList<>(coordinates);
          extended.add(value);
          finer.add(List.copyOf(extended));
        }
      }
      grid = finer;
    }
    return grid;
  }
}
