package io.onestep.engine.journal;

import io.onestep.api.execution.TaskResult;
import java.util.List;

/** Keeps the results of a run's tasks, so that a later run need not do these tasks again. */
public interface RunRecord {
  /** Keeps nothing. */
  RunRecord NONE =
      new RunRecord() {
        @Override
        public List<TaskResult> results() {
          return List.of();
        }

        @Override
        public void begin() {}

        @Override
        public void keep(TaskResult result) {}
      };

  /**
   * Returns the results that are there already. Called before the run begins; nothing is to be
   * written yet.
   *
   * @return the results, whose tasks are not to be done again
   */
  List<TaskResult> results();

  /**
   * The run begins. Called once, when all that can be checked before the first task has been
   * checked.
   *
   * @throws io.onestep.api.error.InsufficientResourcesException if there is no place for a record
   * @throws io.onestep.api.error.InvalidInputException if something else is in its place
   */
  void begin();

  /**
   * Keeps a result. When this method returns, the result is safe. Called by one thread at a time.
   *
   * @param result the result
   * @throws io.onestep.api.error.InsufficientResourcesException if there is no place for it
   */
  void keep(TaskResult result);
}
