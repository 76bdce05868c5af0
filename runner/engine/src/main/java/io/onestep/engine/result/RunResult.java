package io.onestep.engine.result;

import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.Phase;
import io.onestep.api.execution.TaskResult;
import io.onestep.engine.plan.Experiment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * The results of a run.
 *
 * @param experiment the experiment
 * @param results the result of every task, in plan order whatever the order of execution
 * @param backend the linear algebra that was used, with its version
 * @param start when the run began
 * @param duration how long it took
 */
public record RunResult(
    Experiment experiment,
    List<TaskResult> results,
    String backend,
    Instant start,
    Duration duration) {
  /** Copies the list. */
  public RunResult {
    Objects.requireNonNull(experiment, "experiment");
    results = List.copyOf(results);
  }

  /**
   * Returns the trials that have results.
   *
   * @return in plan order
   */
  public List<TaskResult.Completed> completed() {
    return only(TaskResult.Completed.class);
  }

  /**
   * Returns the trials that failed for numerical reasons.
   *
   * @return in plan order
   */
  public List<TaskResult.Failed> failed() {
    return only(TaskResult.Failed.class);
  }

  /**
   * Returns the trials that have results but for some predictions, which failed for numerical
   * reasons.
   *
   * @return in plan order
   */
  public List<TaskResult.Completed> withoutPredictions() {
    return completed().stream().filter(trial -> !trial.missing().isEmpty()).toList();
  }

  /**
   * Returns whether there was no numerical trouble.
   *
   * @return whether no trial failed, and none misses predictions
   */
  public boolean isWhole() {
    return failed().isEmpty() && withoutPredictions().isEmpty();
  }

  private <T extends TaskResult> List<T> only(Class<T> type) {
    return results.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * Returns the statistics of all quantities, added up in plan order, so that the order of
   * execution changes no bit.
   *
   * @return point by point, at each in the order of measurement
   */
  public List<Aggregate> aggregates() {
    Map<Key, SummaryStatistics> statistics = new LinkedHashMap<>();
    for (TaskResult.Completed trial : completed()) {
      for (Measurement m : trial.measurements()) {
        Key key =
            new Key(
                trial.task().point(),
                m.activation(),
                m.model(),
                m.readout(),
                m.metric(),
                m.source());
        statistics.computeIfAbsent(key, k -> new SummaryStatistics()).addValue(m.value());
      }
    }
    List<Aggregate> aggregates = new ArrayList<>();
    statistics.forEach((key, values) -> aggregates.add(key.aggregate(values)));
    return aggregates;
  }

  private record Key(
      int point, String activation, String model, String readout, String metric, String source) {
    Aggregate aggregate(SummaryStatistics values) {
      // Commons Math gives 0 as the deviation of a single value; there is none.
      double std = values.getN() > 1 ? values.getStandardDeviation() : Double.NaN;
      return new Aggregate(
          point,
          activation,
          model,
          readout,
          metric,
          source,
          values.getMean(),
          std,
          std / Math.sqrt(values.getN()),
          values.getN());
    }
  }

  /**
   * Returns where the time of all trials went.
   *
   * @return the time of each phase, added up over trials (and so over threads)
   */
  public Map<Phase, Duration> time() {
    Map<Phase, Duration> sum = new EnumMap<>(Phase.class);
    for (TaskResult.Completed trial : completed()) {
      trial.time().forEach((phase, time) -> sum.merge(phase, time, Duration::plus));
    }
    return sum;
  }
}
