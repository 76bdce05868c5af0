package io.onestep.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.TaskResult;
import io.onestep.api.execution.TaskResult.MissingPrediction;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.RunListener;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numerical trouble in one trial: named, and the others go on. Never a number that is none. */
class NumericalTroubleTest {
  private final Engine engine =
      Guice.createInjector(new EngineModule(Catalogue.load(getClass().getClassLoader())))
          .getInstance(Engine.class);

  private RunResult run(String parts) throws InterruptedException {
    String common =
        """
        {"name": "trouble", "target": {"type": "single-index", "activation": {"type": "relu"}},
         "backend": {"type": "%s"}, "learner": {"type": "one-gradient-step"},
         "models": [{"type": "network"}, {"type": "hermite", "degree": 1}],
        """;
    RunResult result =
        engine.run(engine.read(common.formatted("openblas") + parts, "test"), RunListener.SILENT);
    RunResult java =
        engine.run(engine.read(common.formatted("java") + parts, "test"), RunListener.SILENT);
    // Both backends see the same trouble in the same trials.
    assertThat(java.failed())
        .extracting(TaskResult::task)
        .isEqualTo(result.failed().stream().map(TaskResult::task).toList());
    for (RunResult each : List.of(result, java)) {
      assertThat(each.completed())
          .flatExtracting(TaskResult.Completed::measurements)
          .extracting(Measurement::value)
          .allMatch(Double::isFinite);
    }
    return result;
  }

  private static List<String> reasons(RunResult result, Predicate<TaskResult.Failed> which) {
    return result.failed().stream().filter(which).map(TaskResult.Failed::reason).toList();
  }

  /**
   * At the second rate the Gram matrix of what grows with F^ overflows; at the third, F^ itself.
   */
  @Test
  void overflow() throws InterruptedException {
    RunResult result =
        run(
            """
             "data": {"type": "structured-mixture"}, "activations": [{"type": "tanh"}, {"type": "relu"}],
             "readouts": [{"type": "ridge", "lambda": 1e-3}], "trials": 2,
             "sizes": {"n": 20, "k": 30, "m": 40, "m_test": 50},
             "sweep": [{"name": "rate", "path": "/learner/rate", "values": [1, 1e200]}]}
            """);
    assertThat(result.completed()).extracting(r -> r.task().point()).containsExactly(0, 0);
    assertThat(reasons(result, f -> f.task().point() == 1))
        .hasSize(2)
        .allSatisfy(
            reason ->
                assertThat(reason)
                    .startsWith(
                        "tanh: hermite-1, ridge: the ridge readout with lambda = 0.001 has"));
    assertThat(result.experiment().describe(result.failed().get(0).task()))
        .isEqualTo("point 1 (rate = 1.0E200), trial 0");
  }

  /**
   * With one neuron and one sample, elements of G are of order 1, and eta G is beyond all numbers.
   */
  @Test
  void overflowOfTheFirstLayer() throws InterruptedException {
    RunResult result =
        run(
            """
             "data": {"type": "structured-mixture"}, "activations": [{"type": "tanh"}],
             "readouts": [{"type": "ridge", "lambda": 1e-3}], "trials": 10,
             "sizes": {"n": 50, "k": 1, "m1": 1, "m": 40, "m_test": 50},
             "sweep": [{"name": "rate", "path": "/learner/rate", "values": [1, 1.7e308]}]}
            """);
    assertThat(result.completed()).filteredOn(r -> r.task().point() == 0).hasSize(10);
    assertThat(reasons(result, f -> f.task().point() == 1))
        .anySatisfy(
            reason ->
                assertThat(reason)
                    .startsWith("tanh: the first layer F^ after the gradient step is not finite"));
  }

  /**
   * Features of the identity have rank n = 5 in k = 20 columns, which rounding to single precision
   * would fill up: readouts of least norm would then have norms of 1e7 (and errors of their own).
   * So whatever precision is asked for, they are fitted in double precision.
   */
  @Test
  void roundingIsNoFeature() throws InterruptedException {
    List<List<Double>> results = new ArrayList<>();
    for (String precision : List.of("single", "double")) {
      RunResult result =
          run(
              """
               "data": {"type": "structured-mixture"}, "activations": [{"type": "identity"}],
               "readouts": [{"type": "ridge"}], "trials": 2, "train_precision": "%s",
               "sizes": {"n": 5, "k": 20, "m": 40, "m_test": 50},
               "sweep": [{"name": "lambda", "path": "/readouts/0/lambda", "values": [0, 1e-9]}]}
              """
                  .formatted(precision));
      assertThat(result.failed()).isEmpty();
      results.add(
          result.completed().stream()
              .flatMap(trial -> trial.measurements().stream())
              .filter(m -> m.metric().equals("readout_norm"))
              .map(Measurement::value)
              .toList());
    }
    assertThat(results.get(0)).hasSize(8).isEqualTo(results.get(1));
  }

  /** Without a penalty no size of features tolerates rounding: none are made to be thrown away. */
  @Test
  void featuresThatCantServeAreNotMade() {
    Experiment experiment =
        engine.read(
            """
            {"name": "unpenalised", "target": {"type": "single-index"},
             "learner": {"type": "one-gradient-step", "precision": "double"},
             "models": [{"type": "network"}], "data": {"type": "structured-mixture"},
             "activations": [{"type": "tanh"}], "readouts": [{"type": "ridge", "lambda": 0}],
             "train_precision": "single", "test_precision": "double", "trials": 1,
             "sizes": {"n": 5, "k": 7, "m": 20, "m_test": 10}}
            """,
            "test");
    LinearAlgebra reference = new ReferenceLinearAlgebra();
    InvocationHandler inDoublePrecision =
        (proxy, method, arguments) -> {
          assertThat(method.getParameterTypes()).doesNotContain(FloatMatrix.class);
          return method.invoke(reference, arguments);
        };
    LinearAlgebra algebra =
        (LinearAlgebra)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {LinearAlgebra.class},
                inDoublePrecision);
    assertThat(new Trials(experiment, algebra).run(experiment.tasks().get(0)))
        .isInstanceOf(TaskResult.Completed.class);
  }

  /**
   * Features of the identity have rank n = 5 in k = 20 columns. A penalty too small for the digits
   * of a double leaves the system singular; none at all asks for the solution of least norm.
   */
  @Test
  void singularSystems() throws InterruptedException {
    RunResult result =
        run(
            """
             "data": {"type": "structured-mixture"}, "activations": [{"type": "identity"}],
             "readouts": [{"type": "ridge"}], "trials": 3,
             "sizes": {"n": 5, "k": 20, "m": 40, "m_test": 50},
             "sweep": [{"name": "lambda", "path": "/readouts/0/lambda", "values": [0, 1e-300, 1e-3]}]}
            """);
    assertThat(result.completed())
        .extracting(r -> r.task().point())
        .containsExactly(0, 0, 0, 2, 2, 2);
    assertThat(reasons(result, f -> true))
        .hasSize(3)
        .allSatisfy(
            reason ->
                assertThat(reason)
                    .matches("identity: (network|hermite-1), ridge: .*") // rounding says which
                    .contains("lambda = 1.0E-300", "not positive definite", "a larger lambda"));
  }

  @Test
  void covariancesThatAreNone() throws InterruptedException {
    RunResult result =
        run(
            """
             "data": {"type": "sometimes-indefinite"}, "activations": [{"type": "tanh"}],
             "readouts": [{"type": "ridge"}], "trials": 20, "data_draw": "trial",
             "sizes": {"n": 2, "k": 4, "m": 10, "m_test": 10}}
            """);
    // 20 fair coins: other counts have probability 4e-5.
    assertThat(result.failed()).hasSizeBetween(2, 18);
    assertThat(reasons(result, f -> true))
        .allSatisfy(
            reason ->
                assertThat(reason)
                    .startsWith("component 1: the covariance is not positive semidefinite: "));
  }

  @Test
  void inputsThatAreNoNumbers() throws InterruptedException {
    RunResult result =
        run(
            """
             "data": {"type": "structured-mixture", "spread": 1}, "activations": [{"type": "tanh"}],
             "readouts": [{"type": "ridge"}], "trials": 2, "data_draw": "point",
             "sizes": {"n": 4, "k": 4, "m": 10, "m_test": 10},
             "sweep": [{"name": "theta", "path": "/data/spread", "values": [1, 1.7e308]}]}
            """);
    assertThat(result.completed()).hasSize(2);
    assertThat(reasons(result, f -> f.task().point() == 1)).hasSize(2);
  }

  private static final String WITH_THEORY =
      """
       "data": {"type": "structured-mixture"}, "activations": [{"type": "tanh"}, {"type": "relu"}],
       "readouts": [{"type": "ridge", "lambda": 1e-3}], "trials": 2,
       "sizes": {"n": 20, "k": 30, "m": 40, "m_test": 50}, "simulation": %s, "theory": %s}
      """;

  /** The simulation is that of a run without predictions, bit by bit. */
  @ParameterizedTest
  @CsvSource({
    "false, the equation for kappa has no root",
    "true, 'generalization_error of tanh, network, ridge is NaN'"
  })
  void predictionsThatFailCostTheirTrialNothingElse(boolean silent, String reason)
      throws InterruptedException {
    List<TaskResult.Completed> alone = run(WITH_THEORY.formatted(true, "null")).completed();
    RunResult result =
        run(
            WITH_THEORY.formatted(
                true, "{\"type\": \"fragile\", \"silent\": %s}".formatted(silent)));
    assertThat(result.failed()).isEmpty();
    assertThat(result.isWhole()).isFalse();
    assertThat(result.withoutPredictions()).isEqualTo(result.completed()).hasSize(2);
    for (int t = 0; t < 2; t++) {
      TaskResult.Completed trial = result.completed().get(t);
      assertThat(trial.missing()).containsExactly(new MissingPrediction("tanh", reason));
      assertThat(trial.measurements())
          .filteredOn(m -> m.source().equals("simulation"))
          .isEqualTo(alone.get(t).measurements());
      assertThat(trial.measurements())
          .filteredOn(m -> m.source().equals("theory"))
          .hasSize(2)
          .allMatch(m -> m.activation().equals("relu"));
    }
  }

  /** Without a simulation nothing is left of the trial. */
  @Test
  void predictionsAloneThatFail() throws InterruptedException {
    RunResult result = run(WITH_THEORY.formatted(false, "{\"type\": \"fragile\"}"));
    assertThat(reasons(result, f -> true))
        .containsExactly(
            "tanh: the equation for kappa has no root", "tanh: the equation for kappa has no root");
    RunResult others =
        run(WITH_THEORY.formatted(false, "{\"type\": \"fragile\", \"fails\": \"sine\"}"));
    assertThat(others.isWhole()).isTrue();
  }
}
