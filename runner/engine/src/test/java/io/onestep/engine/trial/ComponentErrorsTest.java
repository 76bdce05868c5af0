package io.onestep.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Guice;
import io.onestep.api.algebra.Room;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.TaskResult;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.RunListener;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.spec.DataDraw;
import io.onestep.engine.verdict.Comparison;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors by component, simulated and predicted. */
class ComponentErrorsTest {
  private static final String COMPONENT = "_component_";

  private final Engine engine =
      Guice.createInjector(new EngineModule(Catalogue.load(getClass().getClassLoader())))
          .getInstance(Engine.class);

  private Experiment read(String data, String target, String more) {
    return engine.read(
        """
        {"name": "test", "sizes": {"n": 60, "m": 70, "k": 50, "m_test": 400},
         "scaling": {"alpha": 0.4, "beta": 0.7},
         "data": {"type": "structured-mixture", %s},
         "target": {"type": "%s"}, "activations": [{"type": "relu"}],
         "learner": {"type": "one-gradient-step"},
         "models": [{"type": "network"}, {"type": "linear"}],
         "readouts": [{"type": "ridge", "lambda": 1e-2}],
         "data_draw": "trial", "seed": 3, %s}
        """
            .formatted(data, target, more),
        "test");
  }

  /** A trial's values of one source by model and metric. */
  private static Map<String, Double> values(TaskResult result, String source) {
    Map<String, Double> values = new HashMap<>();
    for (Measurement m : ((TaskResult.Completed) result).measurements()) {
      if (m.source().equals(source)) {
        values.put(m.model() + " " + m.metric(), m.value());
      }
    }
    return values;
  }

  /**
   * Components' errors average to the mixture's: with the test samples that fell to each, which are
   * counted here, or with rho where there are no test samples.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void componentsAverageToTheMixture(boolean exact) throws Exception {
    Experiment experiment =
        read(
            "\"rho\": 0.3, \"allocation\": \"multinomial\"",
            exact ? "single-index" : "class-labels",
            exact ? "\"trials\": 2, \"generalization\": {\"type\": \"exact\"}" : "\"trials\": 2");
    RunResult result = engine.run(experiment, RunListener.SILENT);
    for (int t = 0; t < 2; t++) {
      double first = exact ? 0.3 : shareOfFirst(experiment, t);
      Map<String, Double> values = values(result.results().get(t), "simulation");
      Set<String> averaged = new TreeSet<>();
      values.forEach(
          (name, value) -> {
            if (name.endsWith(COMPONENT + 1)) {
              String mixture = name.replace(COMPONENT + 1, "");
              double second = values.get(mixture + COMPONENT + 2);
              assertThat(first * value + (1 - first) * second)
                  .as(name)
                  .isCloseTo(values.get(mixture), within(1e-12 * values.get(mixture)));
              averaged.add(mixture);
            }
          });
      assertThat(averaged)
          .containsExactlyElementsOf(
              exact
                  ? List.of("linear generalization_error", "network generalization_error")
                  : List.of(
                      "linear classification_error",
                      "linear generalization_error",
                      "network classification_error",
                      "network generalization_error"));
    }
  }

  private static double shareOfFirst(Experiment experiment, int trial) {
    RandomStreams streams = DataCache.streams(RandomStreams.of(3), DataDraw.TRIAL, 0, trial);
    int[] components =
        TrialData.draw(experiment.spec(), streams, Room.NEW).test().inputs().component();
    assertThat(components).contains(0, 1);
    return (double) IntStream.of(components).filter(c -> c == 0).count() / components.length;
  }

  /** A component that no sample is drawn from has no error, neither simulated nor predicted. */
  @ParameterizedTest
  @ValueSource(strings = {"", ", \"generalization\": {\"type\": \"exact\"}"})
  void aComponentWithoutSamplesHasNoError(String more) throws Exception {
    RunResult result =
        engine.run(
            read(
                "\"rho\": 0",
                "class-labels",
                "\"trials\": 1, \"theory\": {\"type\": \"ridge\"}" + more),
            RunListener.SILENT);
    for (String source : List.of("simulation", "theory")) {
      Map<String, Double> values = values(result.results().get(0), source);
      assertThat(values).doesNotContainKey("network generalization_error_component_1");
      assertThat(values.get("network generalization_error_component_2"))
          .as(source)
          .isCloseTo(values.get("network generalization_error"), within(1e-9));
    }
  }

  /**
   * Simulated and predicted errors of each component have the same names, are compared by verdicts,
   * and agree: the mean of 12 trials' differences is 0 within 5 of its standard errors and 2 % for
   * what is of order 1/n.
   */
  @ParameterizedTest
  @ValueSource(strings = {"single-index", "class-labels"})
  void predictionsAreWhatIsSimulated(String target) throws Exception {
    RunResult result =
        engine.run(
            read(
                "\"rho\": 0.3",
                target,
                "\"trials\": 12, \"theory\": {\"type\": \"ridge\", \"first_layer\": \"trained\"}"),
            RunListener.SILENT);
    Map<String, SummaryStatistics> differences = new HashMap<>();
    Map<String, SummaryStatistics> sizes = new HashMap<>();
    for (TaskResult trial : result.results()) {
      Map<String, Double> predicted = values(trial, "theory");
      Map<String, Double> simulated = values(trial, "simulation");
      assertThat(predicted.keySet()).isEqualTo(simulated.keySet());
      simulated.forEach(
          (name, value) -> {
            if (name.contains(COMPONENT)) {
              differences
                  .computeIfAbsent(name, x -> new SummaryStatistics())
                  .addValue(value - predicted.get(name));
              sizes
                  .computeIfAbsent(name, x -> new SummaryStatistics())
                  .addValue(predicted.get(name));
            }
          });
    }
    assertThat(differences).hasSize(target.equals("class-labels") ? 8 : 4);
    differences.forEach(
        (name, difference) -> {
          double error = difference.getStandardDeviation() / Math.sqrt(difference.getN());
          assertThat(difference.getMean())
              .as(name)
              .isCloseTo(0, within(5 * error + 0.02 * sizes.get(name).getMean()));
        });
    assertThat(engine.verdicts(result).comparisons())
        .filteredOn(c -> c.source().equals("theory") && c.metric().contains(COMPONENT))
        .hasSize(differences.size())
        .extracting(Comparison::against)
        .containsOnly("simulation");
  }
}
