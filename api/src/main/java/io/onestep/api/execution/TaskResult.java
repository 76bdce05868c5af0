package io.onestep.api.execution;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What became of a task. */
public sealed interface TaskResult {
  /**
   * Returns the task.
   *
   * @return the task that this is the result of
   */
  Task task();

  /**
   * A task that was done.
   *
   * @param task the task
   * @param measurements what it measured, in a fixed order
   * @param missing the predictions that it has not for numerical reasons, in a fixed order; as a
   *     rule none
   * @param time where its time went
   */
  record Completed(
      Task task,
      List<Measurement> measurements,
      List<MissingPrediction> missing,
      Map<Phase, Duration> time)
      implements TaskResult {
    /** Copies the collections. */
    public Completed {
      Objects.requireNonNull(task, "task");
      measurements = List.copyOf(measurements);
      missing = List.copyOf(missing);
      time = Map.copyOf(time);
    }

    /**
     * Creates the result of a task that misses nothing.
     *
     * @param task the task
     * @param measurements what it measured, in a fixed order
     * @param time where its time went
     */
    public Completed(Task task, List<Measurement> measurements, Map<Phase, Duration> time) {
      this(task, measurements, List.of(), time);
    }
  }

  /**
   * Predictions that could not be made, beside a simulation that was.
   *
   * @param activation the label of the activation that they were of
   * @param reason which quantity failed and how
   */
  record MissingPrediction(String activation, String reason) {
    /** Validates that both are there. */
    public MissingPrediction {
      Objects.requireNonNull(activation, "activation");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * A task that has no result for numerical reasons.
   *
   * @param task the task
   * @param reason which quantity failed and how
   */
  record Failed(Task task, String reason) implements TaskResult {
    /** Validates that there is a reason. */
    public Failed {
      Objects.requireNonNull(task, "task");
      Objects.requireNonNull(reason, "reason");
    }
  }
}
