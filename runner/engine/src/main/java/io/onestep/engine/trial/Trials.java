package io.onestep.engine.trial;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.error.NumericalException;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskResult;
import io.onestep.api.execution.TaskRunner;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.plan.Point;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Runs the trials of an experiment. */
public final class Trials implements TaskRunner {
  private static final int ATTEMPTS = 3;

  private final Experiment experiment;
  private final LinearAlgebra algebra;
  private final RandomStreams root;
  private final DataCache data;

  /** One for each worker: as many as tasks ever ran at a time. */
  private final Queue<Workspace> workspaces = new ConcurrentLinkedQueue<>();

  /**
   * Creates the runner.
   *
   * @param experiment the experiment
   * @param algebra the linear algebra to use
   */
  public Trials(Experiment experiment, LinearAlgebra algebra) {
    this.experiment = experiment;
    this.algebra = algebra;
    this.root = RandomStreams.of(experiment.spec().seed());
    this.data = new DataCache(root);
  }

  /**
   * Runs a trial. One that ran out of memory is run again: while native code works on arrays, the
   * JVM may give up an allocation though there is enough (JDK-8192647). What really needs too much
   * runs out of memory again.
   */
  @Override
  public TaskResult run(Task task) {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(task);
      } catch (OutOfMemoryError e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        System.gc();
      }
    }
  }

  private TaskResult attempt(Task task) {
    Point point = experiment.points().get(task.point());
    TrialClock clock = new TrialClock();
    Workspace free = workspaces.poll();
    Workspace workspace = free == null ? new Workspace() : free;
    TaskResult result;
    try {
      RandomStreams streams = root.child("point", point.index()).child("trial", task.trial());
      Trial.Outcome outcome =
          data.use(
              point,
              task,
              clock,
              drawn ->
                  new Trial(
                          point.spec(),
                          drawn,
                          new TimedStreams(streams, clock),
                          new TimedLinearAlgebra(algebra, clock, workspace),
                          workspace,
                          clock)
                      .run());
      result =
          trouble(outcome.measurements())
              .<TaskResult>map(reason -> new TaskResult.Failed(task, reason))
              .orElseGet(
                  () ->
                      new TaskResult.Completed(
                          task, outcome.measurements(), outcome.missing(), clock.elapsed()));
    } catch (NumericalException e) {
      result = new TaskResult.Failed(task, e.getMessage());
    }
    workspaces.add(workspace); // not that of a trial without a result, which may be too large
    return result;
  }

  /** Names the first of the measurements that is no number. */
  static Optional<String> trouble(List<Measurement> measurements) {
    return measurements.stream()
        .filter(measurement -> !Double.isFinite(measurement.value()))
        .findFirst()
        .map(
            m ->
                "%s of %s, %s, %s is %s"
                    .formatted(m.metric(), m.activation(), m.model(), m.readout(), m.value()));
  }
}
