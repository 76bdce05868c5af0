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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Runs the trials of an experiment. */
public final class Trials implements TaskRunner {
  private final Experiment experiment;
  private final LinearAlgebra algebra;
  private final RandomStreams root;
  private final DataCache data;
  private final Garbage garbage = new Garbage();

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

  @Override
  public TaskResult run(Task task) {
    Point point = experiment.points().get(task.point());
    TrialClock clock = new TrialClock();
    Workspace free = workspaces.poll();
    Workspace workspace = free == null ? new Workspace() : free;
    try {
      RandomStreams streams = root.child("point", point.index()).child("trial", task.trial());
      List<Measurement> measurements =
          new Trial(
                  point.spec(),
                  data.get(point, task, clock),
                  new TimedStreams(streams, clock),
                  new TimedLinearAlgebra(algebra, clock),
                  workspace,
                  clock)
              .run();
      for (Measurement measurement : measurements) {
        if (!Double.isFinite(measurement.value())) {
          return new TaskResult.Failed(task, describe(measurement) + " is " + measurement.value());
        }
      }
      return new TaskResult.Completed(task, measurements, clock.elapsed());
    } catch (NumericalException e) {
      return new TaskResult.Failed(task, e.getMessage());
    } finally {
      workspaces.add(workspace);
      garbage.trialEnded();
    }
  }

  private static String describe(Measurement m) {
    return "%s of %s, %s, %s".formatted(m.metric(), m.activation(), m.model(), m.readout());
  }
}
