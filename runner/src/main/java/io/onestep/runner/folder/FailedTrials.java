package io.onestep.runner.folder;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskResult;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What failed in a run and why, as its {@value RunFolder#PROVENANCE} has it. */
public final class FailedTrials {
  /** The entry of the provenance. */
  static final String KEY = "failed_trials";

  private static final Comparator<Task> PLAN_ORDER =
      Comparator.comparingInt(Task::point).thenComparingInt(Task::trial);

  private FailedTrials() {}

  /** Trials without results, then those without predictions, which say that only these failed. */
  static List<Map<String, Object>> of(RunResult result) {
    List<Map<String, Object>> failed = new ArrayList<>();
    for (TaskResult.Failed trial : result.failed()) {
      Map<String, Object> description = place(result, trial.task());
      description.put("reason", trial.reason());
      failed.add(description);
    }
    for (TaskResult.Completed trial : result.withoutPredictions()) {
      for (TaskResult.MissingPrediction missing : trial.missing()) {
        Map<String, Object> description = place(result, trial.task());
        description.put("only", "theory");
        description.put("activation", missing.activation());
        description.put("reason", missing.reason());
        failed.add(description);
      }
    }
    return failed;
  }

  private static Map<String, Object> place(RunResult result, Task task) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("point", task.point());
    place.put("at", result.experiment().coordinates(task.point()));
    place.put("trial", task.trial());
    return place;
  }

  /**
   * Adds what failed to the trials that have results.
   *
   * @param experiment the run's experiment
   * @param trials the trials that have results
   * @param provenance the content of {@value RunFolder#PROVENANCE}
   * @param source where it is from, for error messages
   * @return what became of all trials, in plan order
   * @throws InvalidInputException if the provenance does not belong to the experiment
   */
  public static List<TaskResult> addTo(
      Experiment experiment,
      List<TaskResult.Completed> trials,
      JsonNode provenance,
      String source) {
    Map<Task, TaskResult> results = new TreeMap<>(PLAN_ORDER);
    trials.forEach(trial -> results.put(trial.task(), trial));
    for (JsonNode entry : provenance.path(KEY)) {
      int point = entry.path("point").asInt(-1);
      int trial = entry.path("trial").asInt(-1);
      if (point < 0 || point >= experiment.points().size() || trial < 0) {
        throw new InvalidInputException(
            source, "names a failed trial at no point of the run's spec: " + entry);
      }
      Task task = new Task(point, trial, 0);
      String reason = entry.path("reason").asText();
      results.merge(
          task,
          entry.has("only")
              ? without(task, entry.path("activation").asText(), reason)
              : new TaskResult.Failed(task, reason),
          FailedTrials::merge);
    }
    return List.copyOf(results.values());
  }

  private static TaskResult without(Task task, String activation, String reason) {
    return new TaskResult.Completed(
        task, List.of(), List.of(new TaskResult.MissingPrediction(activation, reason)), Map.of());
  }

  /** A trial that has numbers, or misses a prediction, may miss further ones. */
  private static TaskResult merge(TaskResult known, TaskResult further) {
    if (known instanceof TaskResult.Completed a && further instanceof TaskResult.Completed b) {
      List<TaskResult.MissingPrediction> missing = new ArrayList<>(a.missing());
      missing.addAll(b.missing());
      return new TaskResult.Completed(a.task(), a.measurements(), missing, a.time());
    }
    return known;
  }
}
