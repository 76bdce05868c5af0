package io.onestep.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.data.DataFile;
import io.onestep.api.data.DataModel;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.execution.Task;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A validated experiment.
 *
 * @param spec the spec at its base values
 * @param json the JSON of the spec, defaults filled in; gives the same experiment again; not to be
 *     changed: a run reads it
 * @param points the points of its sweep, in order
 */
public record Experiment(ExperimentSpec spec, JsonNode json, List<Point> points) {
  /** Copies the list. */
  public Experiment {
    points = List.copyOf(points);
  }

  /**
   * Returns the files that the data of all points come from, after making sure that they hold what
   * the points need.
   *
   * @return each file once, in the order of the points
   * @throws InvalidInputException if files are missing or wrong, with all that is wrong, each with
   *     the values at its point
   * @throws BrokenComponentException if a data model gives null for its files, or a part of it
   *     gives null or the wrong size
   */
  public List<DataFile> dataFiles() {
    Set<DataModel> models = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<DataFile> files = new LinkedHashSet<>();
    PointProblems problems = new PointProblems(spec.sweep());
    for (Point point : points) {
      DataModel model = point.spec().data();
      if (models.add(model) && !problems.isEnough()) {
        try {
          files.addAll(BrokenComponentException.requireAll(model, "sources", model.sources()));
        } catch (InvalidInputException e) {
          problems.add(point.coordinates(), e.at("/data"));
        }
      }
    }
    problems.requireNone();
    return List.copyOf(files);
  }

  /**
   * Returns the tasks: every trial at every point.
   *
   * @return in plan order: point by point, trial by trial
   */
  public List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    for (Point point : points) {
      double work = Estimate.of(point).flops();
      for (int trial = 0; trial < spec.trials(); trial++) {
        tasks.add(new Task(point.index(), trial, work));
      }
    }
    return tasks;
  }

  /**
   * Returns where a point is.
   *
   * @param point the index of the point
   * @return the name of each axis with its value, in the order of the axes
   */
  public Map<String, JsonNode> coordinates(int point) {
    Map<String, JsonNode> coordinates = new LinkedHashMap<>();
    for (int a = 0; a < spec.sweep().size(); a++) {
      coordinates.put(spec.sweep().get(a).name(), points.get(point).coordinates().get(a));
    }
    return coordinates;
  }

  /**
   * Names a trial for people.
   *
   * @param task the trial
   * @return for example {@code "point 3 (alpha = 0.5, beta = 0.2), trial 7"}
   */
  public String describe(Task task) {
    String coordinates =
        coordinates(task.point()).entrySet().stream()
            .map(axis -> axis.getKey() + " = " + Point.text(axis.getValue()))
            .collect(Collectors.joining(", "));
    return "point %d%s, trial %d"
        .formatted(
            task.point(), coordinates.isEmpty() ? "" : " (" + coordinates + ")", task.trial());
  }
}
