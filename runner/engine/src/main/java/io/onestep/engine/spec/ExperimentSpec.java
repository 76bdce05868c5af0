package io.onestep.engine.spec;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Precision;
import io.onestep.api.data.DataModel;
import io.onestep.api.data.Target;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.execution.TaskExecutor;
import io.onestep.api.model.Equivalent;
import io.onestep.api.network.Learner;
import io.onestep.api.observable.Observable;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.prediction.Generalization;
import io.onestep.api.prediction.Predictor;
import io.onestep.api.readout.Readout;
import io.onestep.api.setting.Scaling;
import io.onestep.engine.binding.Deferred;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The spec of an experiment at one point of its sweep (or at its base values).
 *
 * @param name the experiment's name
 * @param title what it shows, in a line
 * @param description what it shows, in full
 * @param sizes n, k, m and the other sizes
 * @param scaling alpha and beta
 * @param data the distribution of the inputs
 * @param dataFolder the folder that names of data files are relative to; empty: the working folder
 * @param target the rule for labels
 * @param activations the activations of the networks
 * @param learner how the first layer is trained
 * @param models the models of the features
 * @param readouts the readouts fitted on them
 * @param metrics what is measured of each network beside its errors
 * @param trials the number of trials at each point
 * @param seed the seed of all randomness
 * @param dataDraw how often data are drawn
 * @param simulation whether networks are trained and tested; else there are predictions only
 * @param theory how errors are predicted; empty: they are not
 * @param generalization how generalization errors are computed; empty: from the test samples
 * @param trainPrecision the precision of the training samples' pre-activations and features; where
 *     a readout does not tolerate single precision, double takes its place
 * @param testPrecision the precision of the test samples' pre-activations and features
 * @param verdict when two errors count as the same
 * @param sweep the axes of the sweep; the last one varies fastest
 * @param backend the backend of linear algebra; empty: the preferred one that works here
 * @param executor what executes the trials
 * @param figure what the figure shows
 */
public record ExperimentSpec(
    @Parameter("name of the experiment, also of its folder") String name,
    @Parameter(value = "what it shows, in a line", defaultValue = "\"\"") String title,
    @Parameter(value = "what it shows, in full", defaultValue = "\"\"") String description,
    @Parameter(value = "sizes", defaultValue = "{}") SizesSpec sizes,
    @Parameter(value = "how data spread and learning rate scale with n", defaultValue = "{}")
        Scaling scaling,
    @Parameter("distribution of the inputs") DataModel data,
    @Parameter("folder of data files; null: the working folder, and where the system keeps them")
        Optional<String> dataFolder,
    @Parameter("rule for labels") Target target,
    @Parameter("activations of the networks") List<Activation> activations,
    @Parameter("how the first layer is trained") Learner learner,
    @Parameter("models of the features: the network and its equivalents") List<Equivalent> models,
    @Parameter("readouts fitted on the features") List<Readout> readouts,
    @Parameter(value = "what is measured of each network beside its errors", defaultValue = "[]")
        List<Observable> metrics,
    @Parameter(value = "trials at each point", defaultValue = "20", range = "[1, inf)") int trials,
    @Parameter(value = "seed of all randomness", defaultValue = "1") long seed,
    @Parameter(
            value = "how often data are drawn: once a run, a point or a trial",
            defaultValue = "\"run\"")
        DataDraw dataDraw,
    @Parameter(
            value = "whether networks are trained and tested; else there are predictions only",
            defaultValue = "true")
        boolean simulation,
    @Parameter("how errors are predicted; null: they are not") Optional<Predictor> theory,
    @Parameter("how generalization errors are computed; null: from the test samples")
        Optional<Generalization> generalization,
    @Parameter(
            value =
                "precision of the training samples' pre-activations; single is faster and changes"
                    + " an error by about 1e-6 of it at most",
            defaultValue = "\"single\"")
        Precision trainPrecision,
    @Parameter(
            value =
                "precision of the test samples' pre-activations and features; single is faster and changes a"
                    + " generalization error by about 1e-6 of it at most",
            defaultValue = "\"single\"")
        Precision testPrecision,
    @Parameter(value = "when two errors count as the same", defaultValue = "{}")
        VerdictSpec verdict,
    @Parameter(value = "axes of the sweep; the last varies fastest", defaultValue = "[]")
        List<Axis> sweep,
    @Parameter("backend of linear algebra; null: the preferred one that works here")
        Optional<Deferred<LinearAlgebra>> backend,
    @Parameter(value = "what executes the trials", defaultValue = "{\"type\": \"local\"}")
        Deferred<TaskExecutor> executor,
    @Parameter(value = "what the figure shows", defaultValue = "{}") FigureSpec figure) {
  private static final List<String> STRENGTHS = List.of("/scaling/alpha", "/scaling/beta");
  private static final Set<String> MAY_BE_EMPTY = Set.of("metrics", "sweep");

  /** Validates names and that there is something to do. */
  public ExperimentSpec {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new InvalidValueException(
          "name", "'" + name + "'", "up to 100 letters, digits, dots, hyphens and underscores");
    }
    if (!simulation && theory.isEmpty()) {
      throw new InvalidValueException(
          "simulation", "false", "true where there is no theory: there is nothing to do");
    }
    requireDistinct("activations", activations, Activation::label);
    requireDistinct("models", models, Equivalent::label);
    requireDistinct("readouts", readouts, Readout::label);
    requireDistinct("metrics", metrics, Observable::label);
    requireDistinct("sweep", sweep, Axis::name);
    List<String> swept = sweep.stream().map(Axis::path).sorted().toList();
    if (!figure.boundaries().isEmpty() && !swept.equals(STRENGTHS)) {
      throw new InvalidValueException(
          "figure",
          "one with boundaries " + figure.boundaries(),
          "one without where the sweep is not over " + String.join(" and ", STRENGTHS));
    }
  }

  /**
   * Returns this spec with another data model.
   *
   * @param model the data model
   * @return the spec, all else as it is
   */
  public ExperimentSpec withData(DataModel model) {
    return new ExperimentSpec(
        name,
        title,
        description,
        sizes,
        scaling,
        model,
        dataFolder,
        target,
        activations,
        learner,
        models,
        readouts,
        metrics,
        trials,
        seed,
        dataDraw,
        simulation,
        theory,
        generalization,
        trainPrecision,
        testPrecision,
        verdict,
        sweep,
        backend,
        executor,
        figure);
  }

  private static <T> void requireDistinct(
      String parameter, List<T> list, Function<T, String> label) {
    if (list.isEmpty() && !MAY_BE_EMPTY.contains(parameter)) {
      throw new InvalidValueException(parameter, "empty", "a list with at least one element");
    }
    Set<String> seen = new HashSet<>();
    for (T element : list) {
      if (!seen.add(label.apply(element))) {
        throw new InvalidValueException(
            parameter,
            "a list with two called '" + label.apply(element) + "'",
            "distinct, as results go by these names; a sweep compares values of a parameter");
      }
    }
  }
}
