package io.onestep.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.inject.Inject;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.DataFile;
import io.onestep.api.diagnostic.Finding;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.MissingComponentException;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskExecutor;
import io.onestep.api.execution.TaskRunner;
import io.onestep.engine.binding.Json;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.catalogue.CatalogueEntry;
import io.onestep.engine.catalogue.Kind;
import io.onestep.engine.journal.RunRecord;
import io.onestep.engine.plan.Admission;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.plan.ExperimentReader;
import io.onestep.engine.plan.MemoryNeed;
import io.onestep.engine.plan.SpecPatch;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.trial.Diagnosis;
import io.onestep.engine.trial.ExecutorResults;
import io.onestep.engine.trial.Rehearsal;
import io.onestep.engine.trial.Trials;
import io.onestep.engine.verdict.EquivalenceTest;
import io.onestep.engine.verdict.Verdicts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Reads experiments and runs them. Immutable; runs may go on side by side. */
public final class Engine {
  private final Catalogue catalogue;
  private final ExperimentReader reader;
  private final Diagnosis diagnosis;
  private final Admission admission;
  private final EquivalenceTest test;
  private final Clock clock;

  /**
   * Creates the engine.
   *
   * @param catalogue the components that there are
   * @param reader reads experiments
   * @param diagnosis examines experiments
   * @param admission lets runs begin
   * @param test concludes whether two errors are the same
   * @param clock tells when runs begin and end
   */
  @Inject
  public Engine(
      Catalogue catalogue,
      ExperimentReader reader,
      Diagnosis diagnosis,
      Admission admission,
      EquivalenceTest test,
      Clock clock) {
    this.catalogue = catalogue;
    this.reader = reader;
    this.diagnosis = diagnosis;
    this.admission = admission;
    this.test = test;
    this.clock = clock;
  }

  /**
   * Reads and validates an experiment.
   *
   * @param json the spec
   * @param source where it comes from, for error messages
   * @return the experiment
   * @throws InvalidInputException with all problems of the spec
   * @throws MissingComponentException if components are unknown
   */
  public Experiment read(String json, String source) {
    return read(Json.parse(json, source));
  }

  /**
   * Reads and validates an experiment.
   *
   * @param json the spec, which may be changed afterwards
   * @return the experiment
   * @throws InvalidInputException with all problems of the spec
   * @throws MissingComponentException if components are unknown
   */
  public Experiment read(JsonNode json) {
    return reader.read(json);
  }

  /**
   * Finds the components that an experiment names, at whichever point.
   *
   * @param experiment the experiment
   * @return each component once, by kind and name
   */
  public List<CatalogueEntry> components(Experiment experiment) {
    return reader.components(experiment);
  }

  /**
   * Names the backend of an experiment that names none: the preferred one of those that work here.
   *
   * @param experiment the experiment
   * @param listener hears of backends that can't work here
   * @return the experiment with a backend
   * @throws MissingComponentException if no backend works on this machine
   */
  public Experiment withBackend(Experiment experiment, RunListener listener) {
    if (experiment.spec().backend().isPresent()) {
      return experiment;
    }
    for (CatalogueEntry backend : catalogue.backends()) {
      JsonNode named = JsonNodeFactory.instance.objectNode().put("type", backend.name());
      try {
        Experiment candidate =
            read(SpecPatch.set(experiment.json(), "/backend", named, backend.name()));
        candidate.spec().backend().orElseThrow().create();
        return candidate;
      } catch (MissingComponentException e) {
        listener.note(catalogue.describe(e)); // which names the backend
      } catch (OutOfMemoryError | CancellationException e) {
        throw e;
      } catch (Exception | Error e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        // The spec does not name it, so whatever is wrong with it must not stop the run. An
        // undeclared exception may be a checked one.
        listener.note(
            "%s '%s' is left aside: %s"
                .formatted(backend.kind().noun(), backend.name(), catalogue.describe(e)));
      }
    }
    throw new MissingComponentException(
        "no backend of linear algebra works here; add one to the class path");
  }

  /**
   * Examines, with all diagnostics that there are, whether an experiment's data meet assumptions:
   * at the spec's values before the sweep, with the population and the labels that a run draws
   * first. Draws no sample.
   *
   * @param experiment the experiment
   * @param listener hears of backends that can't work here
   * @return the findings
   * @throws InvalidInputException if data and labels do not go together
   * @throws MissingComponentException if the backend can't work on this machine
   * @throws BrokenComponentException if a component that the spec names gives null or the wrong
   *     size
   */
  public List<Finding> diagnose(Experiment experiment, RunListener listener) {
    Experiment settled = withBackend(experiment, listener);
    try {
      return diagnosis.of(settled, settled.spec().backend().orElseThrow().create());
    } catch (InvalidInputException e) {
      requireData(settled); // says all, and of which points
      throw e;
    }
  }

  /**
   * Makes sure that there are data at every point: the files that they come from, their populations
   * and rules for labels, and that there are all models, metrics and generalization errors of them.
   * Draws no sample.
   *
   * @param experiment the experiment
   * @return each file once, in the order of the points
   * @throws InvalidInputException with all that is wrong, each with the values at its point
   * @throws BrokenComponentException if a component gives null or the wrong size
   * @throws io.onestep.api.error.InsufficientResourcesException if nothing is wrong, but a
   *     component would need a matrix that no array holds
   */
  public List<DataFile> requireData(Experiment experiment) {
    List<DataFile> files = experiment.dataFiles();
    Rehearsal.of(experiment);
    return files;
  }

  /**
   * Estimates the memory that a run needs in this process.
   *
   * @param experiment the experiment
   * @return the need
   * @throws InvalidInputException if the data of a point are missing or wrong, with all that is
   *     wrong, each with the values at its point
   * @throws BrokenComponentException if a component gives null or the wrong size, or a need of
   *     memory or a number of workers that is none
   * @throws io.onestep.api.error.InsufficientResourcesException if a component would need a matrix
   *     that no array holds
   */
  public MemoryNeed memoryNeed(Experiment experiment) {
    return memoryNeed(experiment, experiment.spec().executor().create());
  }

  private MemoryNeed memoryNeed(Experiment experiment, TaskExecutor executor) {
    int workers = executor.localParallelism();
    if (workers < 0) {
      throw new BrokenComponentException(
          executor, "localParallelism gives %d, not a number of tasks".formatted(workers));
    }
    experiment.dataFiles();
    return MemoryNeed.of(experiment, workers, Rehearsal.of(experiment).estimates());
  }

  /**
   * Runs an experiment and keeps no record.
   *
   * @param experiment the experiment
   * @param listener hears of the progress
   * @return the results; the experiment in them names its backend
   * @throws InterruptedException if the calling thread is interrupted
   * @throws InvalidInputException if the data of a point are missing or wrong; said before any work
   *     is done
   * @throws MissingComponentException if the backend or the executor can't work on this machine
   * @throws BrokenComponentException if a component gives null or the wrong size; {@link
   *     Catalogue#explain} says whose it is
   * @throws io.onestep.api.error.InsufficientResourcesException if the memory will not do
   */
  public RunResult run(Experiment experiment, RunListener listener) throws InterruptedException {
    return run(experiment, listener, RunRecord.NONE);
  }

  /**
   * Runs an experiment: all of its tasks but those whose results are in a record already.
   *
   * @param experiment the experiment
   * @param listener hears of the progress
   * @param record keeps the results
   * @return the results; the experiment in them names its backend
   * @throws InterruptedException if the calling thread is interrupted
   * @throws InvalidInputException if the data of a point are missing or wrong; said before any work
   *     is done
   * @throws MissingComponentException if the backend or the executor can't work on this machine
   * @throws BrokenComponentException if a component gives null or the wrong size; {@link
   *     Catalogue#explain} says whose it is
   * @throws io.onestep.api.error.InsufficientResourcesException if the memory will not do, or there
   *     is no place for the record
   */
  public RunResult run(Experiment experiment, RunListener listener, RunRecord record)
      throws InterruptedException {
    Instant start = clock.instant();
    Experiment settled = withBackend(experiment, listener);
    LinearAlgebra algebra = settled.spec().backend().orElseThrow().create();
    TaskExecutor executor = settled.spec().executor().create();
    MemoryNeed need = memoryNeed(settled, executor);
    need.requirePossible();
    ExecutorResults results =
        new ExecutorResults(
            executorName(settled),
            settled.tasks(),
            record.results(),
            result -> {
              record.keep(result);
              listener.ended(result);
            });
    List<Task> open = results.open();
    if (open.isEmpty()) {
      record.begin(); // what is done already needs no memory
    } else {
      Admission.Permit permit = admission.admit(need);
      try {
        record.begin();
        listener.begin(open.size(), open.stream().mapToDouble(Task::work).sum());
        execute(executor, open, results.runner(new Trials(settled, algebra)), results);
      } finally {
        permit.close();
      }
    }
    return new RunResult(
        settled,
        results.all(),
        algebra.description(),
        start,
        Duration.between(start, clock.instant()));
  }

  /** An executor that runs trials on the thread of the run need not know how these are cut off. */
  private static void execute(
      TaskExecutor executor, List<Task> tasks, TaskRunner runner, ExecutorResults results)
      throws InterruptedException {
    try {
      executor.execute(tasks, runner, results);
    } catch (CancellationException e) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
      throw e;
    }
  }

  /**
   * Compares errors of a run: is a model's the network's, is a prediction what simulation gives?
   *
   * @param result the run
   * @return the verdicts, by the margin and the level of the spec
   */
  public Verdicts verdicts(RunResult result) {
    return Verdicts.of(result, test);
  }

  private String executorName(Experiment experiment) {
    return catalogue.get(Kind.EXECUTOR, experiment.spec().executor().name()).title();
  }
}
