package io.onestep.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.execution.Task;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A validated experiment.
 *
 * @param spec the spec at its base values
 * @param json the JSON of the spec, defaults filled in; gives the same experiment again
 * @param points the points of its sweep, in order
 */
public record Experiment(ExperimentSpec spec, JsonNode json, List<Point> points) {
  /** Copies the list. */
  public Experiment {
    points = List.copyOf(points);
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
}
