package io.onestep.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Guice;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskResult;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.RunListener;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final String GENERALIZATION = "generalization_error";

  private final Engine engine =
      Guice.createInjector(new EngineModule(Catalogue.load(getClass().getClassLoader())))
          .getInstance(Engine.class);

  private Experiment experiment(String more) {
    return engine.read(
        """
        {"name": "test", "sizes": {"n": 30}, "data": {"type": "structured-mixture"},
         "target": {"type": "single-index"}, "activations": [{"type": "relu"}],
         "learner": {"type": "one-gradient-step"},
         "models": [{"type": "network"}, {"type": "hermite"}],
         "readouts": [{"type": "ridge"}], "trials": 2, %s}
        """
            .formatted(more),
        "test");
  }

  private static Measurement error(String model, String source, double value) {
    return new Measurement("relu", model, "ridge", GENERALIZATION, source, value);
  }

  private static TaskResult trial(int point, int trial, Measurement... measurements) {
    return new TaskResult.Completed(new Task(point, trial, 1), List.of(measurements), Map.of());
  }

  /** A trial in which the network's error is 2 and the Hermite model's is so much larger. */
  private static TaskResult hermite(int point, int trial, int degree, double difference) {
    return trial(
        point,
        trial,
        error("network", "simulation", 2),
        error("hermite-" + degree, "simulation", 2 * (1 + difference)),
        new Measurement(
            "relu", "hermite-" + degree, "ridge", "relative_gap", "simulation", difference));
  }

  private static RunResult result(Experiment experiment, List<TaskResult> results) {
    return new RunResult(experiment, results, "", Instant.EPOCH, Duration.ZERO);
  }

  /** Means would say that the errors are equal: 3 and 3. The pairs say +100 % and -50 %. */
  @Test
  void differencesAreThoseOfATrial() {
    RunResult result =
        result(
            experiment("\"data_draw\": \"trial\""),
            List.of(
                trial(0, 0, error("network", "simulation", 2), error("hermite-3", "simulation", 4)),
                trial(0, 1, error("network", "simulation", 4), error("hermite-3", "simulation", 2)),
                new TaskResult.Failed(new Task(0, 2, 1), "overflow")));
    List<Comparison> comparisons = engine.verdicts(result).comparisons();
    assertThat(comparisons).hasSize(1);
    assertThat(comparisons.get(0).conclusion().difference().mean()).isEqualTo((1 - 0.5) / 2);
    assertThat(comparisons.get(0).conclusion().difference().trials()).isEqualTo(2);
    assertThat(comparisons.get(0).against()).isEqualTo("network");
    assertThat(engine.verdicts(result).lines(GENERALIZATION).get(1))
        .contains("inconclusive, +25 % (");
  }

  /** Simulated 10 and 20, predicted 9 and 21 (-10 % and +5 %); one trial has no prediction. */
  @Test
  void theoryIsComparedWithTheSimulationOfTheSameModel() {
    RunResult result =
        result(
            experiment("\"data_draw\": \"trial\""),
            List.of(
                trial(0, 0, error("network", "simulation", 10), error("network", "theory", 9)),
                trial(0, 1, error("network", "theory", 21), error("network", "simulation", 20)),
                trial(0, 2, error("network", "simulation", 40))));
    List<Comparison> comparisons = engine.verdicts(result).comparisons();
    assertThat(comparisons).hasSize(1);
    Comparison comparison = comparisons.get(0);
    assertThat(comparison.source()).isEqualTo("theory");
    assertThat(comparison.against()).isEqualTo("simulation");
    assertThat(comparison.conclusion().difference().trials()).isEqualTo(2);
    assertThat(comparison.conclusion().difference().mean())
        .isCloseTo((-0.1 + 0.05) / 2, within(1e-15));
    assertThat(engine.verdicts(result).lines(GENERALIZATION).get(1))
        .startsWith("  relu, network, theory against simulation: inconclusive, -2.5 % (");
  }

  @Test
  void aLineSumsUpTheSweep() {
    Experiment experiment =
        experiment(
            """
            "data_draw": "point", "verdict": {"margin": 0.025, "level": 0.1},
            "sweep": [{"name": "beta", "path": "/scaling/beta",
                       "values": [0.2, 0.4, 0.33333333, 0.6, 0.7]}]
            """);
    List<TaskResult> trials = new ArrayList<>();
    for (int trial = 0; trial < 2; trial++) {
      trials.add(hermite(0, trial, 1, 0.01));
      trials.add(hermite(1, trial, 1, -0.02));
      trials.add(hermite(2, trial, 1, 0.031));
      trials.add(hermite(3, trial, 2, -0.5));
    }
    // Mean 2 %, standard error 1 %; t of one degree of freedom at 0.9 is tan(0.4 pi) = 3.078.
    trials.add(hermite(4, 0, 3, 0.01));
    trials.add(hermite(4, 1, 3, 0.03));
    assertThat(engine.verdicts(result(experiment, trials)).lines(GENERALIZATION))
        .containsExactly(
            "generalization error: equivalent if the 80 % confidence interval of the mean of the"
                + " trials' relative differences lies within +-2.5 % (level 0.1 at each point"
                + " alone)",
            "  relu, hermite against network: equivalent at 2 of 5 points; different at beta ="
                + " 0.3333 (+3.1 %), 0.6 (-50 %); inconclusive at beta = 0.7 (-1.1 % to +5.1 %)",
            "  the trials of a point share their data: a verdict holds for these data");
  }

  @Test
  void manyPointsAreNotAllNamed() {
    Experiment experiment =
        experiment(
            """
            "data_draw": "trial",
            "sweep": [{"name": "alpha", "path": "/scaling/alpha", "values": [0, 0.5, 1]},
                      {"name": "lambda", "path": "/readouts/0/lambda", "values": [0.1, 1, 10]}]
            """);
    List<TaskResult> trials = new ArrayList<>();
    for (int point = 0; point < 9; point++) {
      trials.add(hermite(point, 0, 3, 1));
      trials.add(hermite(point, 1, 3, 1));
    }
    assertThat(engine.verdicts(result(experiment, trials)).lines(GENERALIZATION))
        .hasSize(2)
        .last()
        .isEqualTo(
            "  relu, hermite-3 against network: different at (alpha, lambda) = (0, 0.1) (+100 %), (0, 1) (+100 %),"
                + " (0, 10) (+100 %), (0.5, 0.1) (+100 %), (0.5, 1) (+100 %) and 4 more");
  }

  @Test
  void whereThereIsNoVerdictTheReasonIsGiven() {
    Experiment experiment =
        experiment(
            """
            "data_draw": "run",
            "sweep": [{"name": "alpha", "path": "/scaling/alpha", "values": [0, 1]}]
            """);
    List<TaskResult> single = List.of(hermite(0, 0, 3, 0), hermite(1, 0, 3, 0));
    assertThat(engine.verdicts(result(experiment, single)).lines(GENERALIZATION))
        .contains(
            "  relu, hermite-3 against network: inconclusive at all 2 points, a verdict needs at"
                + " least 2 trials, there is 1",
            "  all trials share their data: a verdict holds for these data");
    assertThat(engine.verdicts(result(experiment, single)).lines("training_error")).isEmpty();
    TaskResult perfect =
        trial(0, 0, error("network", "simulation", 0), error("hermite-3", "simulation", 0));
    assertThat(engine.verdicts(result(experiment, List.of(perfect))).lines(GENERALIZATION).get(1))
        .endsWith("both errors are 0 up to rounding in 1 of 1 trials");
  }

  private String trainingVerdict(double error, double reference, double generalization) {
    List<TaskResult> trials = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      trials.add(
          trial(
              0,
              i,
              new Measurement(
                  "relu", "network", "ridge", "training_error", "simulation", reference),
              new Measurement("relu", "hermite-3", "ridge", "training_error", "simulation", error),
              error("network", "simulation", generalization)));
    }
    Experiment experiment = experiment("\"data_draw\": \"trial\"");
    return engine.verdicts(result(experiment, trials)).lines("training_error").get(1);
  }

  /**
   * Without a penalty, k &gt; m readouts interpolate: training errors from 3e-31 to 4e-27 were
   * measured where generalization errors are of order 0.1. Of large errors, rounding is as much
   * larger. One that is rounding differs from one that is not, but not the other way round.
   */
  @Test
  void roundingIsNotCompared() {
    String rounding = "both errors are 0 up to rounding in 3 of 3 trials";
    assertThat(trainingVerdict(3e-31, 4e-27, 0.1)).endsWith(rounding);
    assertThat(trainingVerdict(0, 1e-30, 0.1)).endsWith(rounding);
    assertThat(trainingVerdict(1e-30, 3e-30, 2e-30)).endsWith(rounding);
    assertThat(trainingVerdict(2e-16, 1e-16, 0.1)).contains("different, +100 %");
    assertThat(trainingVerdict(2e-16, 1e-16, 1e3)).contains("different, +100 %");
    assertThat(trainingVerdict(2e-16, 1e-16, 1e9)).endsWith(rounding);
    assertThat(trainingVerdict(1e-30, 1e-3, 0.1)).contains("different, -100 %");
    assertThat(trainingVerdict(1e-3, 1e-30, 0.1))
        .endsWith("the error compared with is 0 up to rounding in 3 of 3 trials");
  }

  /**
   * Of a target that the network can express, without noise, rounding leaves generalization errors
   * of about 1e-14 in single precision.
   */
  @Test
  void roundingIsThatOfThePrecision() {
    String rounding = "both errors are 0 up to rounding in 3 of 3 trials";
    for (String inSingle : List.of("", "\"test_precision\": \"single\", ")) {
      assertThat(generalizationVerdict(inSingle, 2e-14, 3e-14)).endsWith(rounding);
      assertThat(generalizationVerdict(inSingle, 2e-11, 3e-11)).contains("different, +50 %");
    }
    for (String inDouble :
        List.of(
            "\"test_precision\": \"double\", ", "\"generalization\": {\"type\": \"exact\"}, ")) {
      assertThat(generalizationVerdict(inDouble, 2e-14, 3e-14)).contains("different, +50 %");
    }
  }

  private String generalizationVerdict(String precision, double reference, double error) {
    List<TaskResult> trials = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      trials.add(
          trial(
              0,
              i,
              error("network", "simulation", reference),
              error("hermite-3", "simulation", error)));
    }
    Experiment experiment = experiment(precision + "\"data_draw\": \"trial\"");
    return engine.verdicts(result(experiment, trials)).lines(GENERALIZATION).get(1);
  }

  /** A real run: what is compared trial by trial is what the trials' relative gap is. */
  @Test
  void theMeanDifferenceIsTheMeanGap() throws Exception {
    RunResult result =
        engine.run(experiment("\"data_draw\": \"trial\", \"seed\": 5"), RunListener.SILENT);
    double gap =
        result.aggregates().stream()
            .filter(a -> a.metric().equals("relative_gap"))
            .findFirst()
            .orElseThrow()
            .mean();
    assertThat(engine.verdicts(result).comparisons())
        .filteredOn(c -> c.metric().equals(GENERALIZATION))
        .singleElement()
        .satisfies(c -> assertThat(c.conclusion().difference().mean()).isEqualTo(gap));
    assertThat(engine.verdicts(result).comparisons().stream().map(Comparison::metric))
        .containsExactly(
            "training_error",
            GENERALIZATION,
            "generalization_error_component_1",
            "generalization_error_component_2");
  }
}
