package io.onestep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.google.inject.Guice;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.LinearAlgebraFactory;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.error.InsufficientResourcesException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.engine.binding.Json;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Estimate;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.plan.MemoryNeed;
import io.onestep.engine.plan.SpecPatch;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.trial.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  private final Engine engine =
      Guice.createInjector(new EngineModule(Catalogue.load(getClass().getClassLoader())))
          .getInstance(Engine.class);

  private static final RunListener NOT_TO_BEGIN =
      new RunListener() {
        @Override
        public void begin(int tasks, double work) {
          fail("trials were begun");
        }
      };

  @TempDir private Path folder;

  private Experiment experiment(String sweep) throws IOException {
    StringBuilder table = new StringBuilder("x,y,label\n");
    for (int i = 0; i < 40; i++) {
      table.append(i % 7).append(',').append(i % 5).append(',').append(i % 2).append('\n');
    }
    Files.writeString(folder.resolve("t.csv"), table);
    return engine.read(
        """
        {"name": "table", "sizes": {"n": 2, "m": 10, "m_test": 10, "k": 4},
         "data": {"type": "dataset", "source": {"type": "csv", "file": "t.csv"}},
         "data_folder": "%s",
         "target": {"type": "class-labels"}, "activations": [{"type": "relu"}],
         "learner": {"type": "one-gradient-step"}, "models": [{"type": "network"}],
         "readouts": [{"type": "ridge"}], "trials": 3, "data_draw": "trial", "sweep": [%s]}
        """
            .formatted(folder.toString().replace("\\", "\\\\"), sweep),
        "test");
  }

  /** Preferred to all others, and cancelled when it is made. */
  private static final class Cancelled implements LinearAlgebraFactory<Cancelled.Empty> {
    record Empty() {}

    @Override
    public String name() {
      return "cancelled";
    }

    @Override
    public String summary() {
      return "is never made";
    }

    @Override
    public Class<Empty> configType() {
      return Empty.class;
    }

    @Override
    public int preference() {
      return Integer.MAX_VALUE;
    }

    @Override
    public LinearAlgebra create(Empty config, ComponentContext context) {
      throw new CancellationException();
    }
  }

  @Test
  void aSearchForABackendCanBeCancelled() throws IOException {
    Experiment experiment = experiment("");
    Catalogue catalogue = Catalogue.load(getClass().getClassLoader()).with(new Cancelled());
    Engine cancelled = Guice.createInjector(new EngineModule(catalogue)).getInstance(Engine.class);
    assertThatThrownBy(() -> cancelled.withBackend(experiment, RunListener.SILENT))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void realInputsAreTrainedOn() throws Exception {
    RunResult result = engine.run(experiment(""), RunListener.SILENT);
    assertThat(result.completed()).hasSize(3);
    assertThat(result.failed()).isEmpty();
  }

  /** The last point needs more inputs than there are: nothing is computed for the first one. */
  @Test
  void whatIsWrongWithDataIsSaidBeforeAnyWork() throws IOException {
    Experiment experiment =
        experiment("{\"name\": \"m\", \"path\": \"/sizes/m\", \"values\": [10, 20]}");
    assertThatThrownBy(() -> engine.run(experiment, NOT_TO_BEGIN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("class '0' has 20 inputs, but the samples of 20 + 20 + 10 need 25");
  }

  /** 20 inputs of each class do for the step and the readout, not for test samples beside them. */
  @Test
  void samplesThatNothingNeedsNeedNotBeThere() throws Exception {
    String sweep = "{\"name\": \"m_test\", \"path\": \"/sizes/m_test\", \"values\": [1000]}";
    Experiment simulated = experiment(sweep);
    assertThatThrownBy(() -> engine.requireData(simulated))
        .hasMessageStartingWith("/data: data model dataset: class '0' has 20 inputs, but")
        .hasMessageEndingWith("(at m_test = 1000)");
    JsonNode exact = Json.parse("{\"type\": \"exact\"}", "exact");
    JsonNode ridge = Json.parse("{\"type\": \"ridge\"}", "ridge");
    for (JsonNode json :
        List.of(
            SpecPatch.set(simulated.json(), "/generalization", exact, "test"),
            SpecPatch.set(
                SpecPatch.set(simulated.json(), "/theory", ridge, "test"),
                "/simulation",
                BooleanNode.FALSE,
                "test"))) {
      RunResult result = engine.run(engine.read(json), RunListener.SILENT);
      assertThat(result.completed()).hasSize(3);
    }
  }

  /** The target refuses one point; the data model another: 0.9^2 + 0.9^2 > 1. */
  @Test
  void allThatIsWrongWithDataIsSaidWithItsPoint() {
    String wrong =
        """
        /target: target class-labels: the data have 2 components, but the labels are [1.0]: \
        needs one for each (at labels = [1], cosine = 0.4)
        /data: data model gaussian-mixture: spike 2 of component 2 cannot have the cosine 0.9 \
        with the spike that it is aligned with: orthogonal to the component's other spikes, \
        it has at most 0.4359 (at labels = [1], cosine = 0.9)""";
    for (String draw : new String[] {"run", "point", "trial"}) {
      Experiment experiment =
          engine.read(
              """
              {"name": "wrong", "sizes": {"n": 10, "m": 10, "m_test": 10, "k": 4},
               "data": {"type": "gaussian-mixture", "components": [{"spikes": [{}]}, {"spikes": [
                 {"aligned_with": {"component": 1}, "cosine": 0.9},
                 {"aligned_with": {"component": 1}, "cosine": 0.4}]}]},
               "data_draw": "%s",
               "target": {"type": "class-labels"}, "activations": [{"type": "relu"}],
               "learner": {"type": "one-gradient-step"}, "models": [{"type": "network"}],
               "readouts": [{"type": "ridge"}],
               "sweep": [
                 {"name": "labels", "path": "/target/labels", "values": [[1], [1, 2]]},
                 {"name": "cosine", "path": "/data/components/1/spikes/1/cosine",
                  "values": [0.4, 0.9]}]}
              """
                  .formatted(draw),
              "test");
      assertThatThrownBy(() -> engine.run(experiment, NOT_TO_BEGIN))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(wrong);
      assertThatThrownBy(() -> engine.requireData(experiment)).hasMessage(wrong);
    }
  }

  private Experiment classes(String labels, String sizes, String sweep) {
    return engine.read(
        """
        {"name": "classes", "sizes": {"m": 10, "m_test": 10, %s}, "data_draw": "run",
         "data": {"type": "structured-mixture"},
         "target": {"type": "class-labels", "labels": %s}, "activations": [{"type": "relu"}],
         "learner": {"type": "one-gradient-step"}, "models": [{"type": "network"}],
         "readouts": [{"type": "ridge"}], "sweep": [%s]}
        """
            .formatted(sizes, labels, sweep),
        "test");
  }

  @Test
  void whatMemoryDoesNotDoForIsNotDrawn() {
    Experiment experiment = classes("[]", "\"n\": 2000000000, \"k\": 4", "");
    assertThat(engine.requireData(experiment)).isEmpty();
    assertThatThrownBy(() -> engine.run(experiment, NOT_TO_BEGIN))
        .isInstanceOf(InsufficientResourcesException.class);
  }

  /** m_test is large, and exact errors take no test samples: the data are drawn and looked at. */
  @Test
  void samplesThatNothingNeedsAreNoReasonNotToLookAtTheRest() throws IOException {
    Experiment simulated =
        experiment(
            """
            {"name": "m", "path": "/sizes",
             "values": [{"n": 2, "m": 40, "m_test": 2000000000, "k": 4}]}""");
    JsonNode exact = Json.parse("{\"type\": \"exact\"}", "exact");
    Experiment experiment =
        engine.read(SpecPatch.set(simulated.json(), "/generalization", exact, "test"));
    assertThatThrownBy(() -> engine.requireData(experiment))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("class '0' has 20 inputs, but");
  }

  /**
   * By hand: six matrices and more of 45000^2 = 2.03e9 elements, as many as an array can have, need
   * most; the 2 x 1.2e9 test samples of the other point are too many for one.
   */
  @Test
  void theLargestMatrixNeedNotBeWhereMostIsNeeded() {
    Experiment experiment =
        classes(
            "[1, 2]",
            "\"n\": 2, \"k\": 2",
            """
            {"name": "sizes", "path": "/sizes", "values": [
              {"n": 45000, "k": 45000, "m": 45000, "m1": 45000, "m_test": 45000},
              {"n": 2, "k": 2, "m": 2, "m1": 2, "m_test": 1200000000}]}
            """);
    MemoryNeed need = engine.memoryNeed(experiment);
    assertThat(need.most().point().index()).isZero();
    assertThatThrownBy(need::requirePossible)
        .isInstanceOf(InsufficientResourcesException.class)
        .hasMessageStartingWith(
            "the test samples (m_test x n) would have 2.40e+09 elements at point 1 (n = 2, ");
  }

  /** An experiment with one network, of some sizes and a beta. */
  private Experiment network(String sizes, double beta, String more) {
    return engine.read(
        """
        {"name": "network", "sizes": %s, "scaling": {"alpha": 0.5, "beta": %s},
         "data": {"type": "structured-mixture"}, "target": {"type": "single-index"},
         "activations": [{"type": "relu"}], "learner": {"type": "one-gradient-step"},
         "models": [{"type": "network"}], "readouts": [{"type": "ridge"}], %s}
        """
            .formatted(sizes, beta, more),
        "test");
  }

  /** The first of two points whose moments no array holds is named. */
  @Test
  void whatAComponentHasNoArrayForIsSaidWithItsPoint() {
    Experiment experiment =
        network(
            "{\"n\": 5, \"k\": 5, \"m\": 5, \"m1\": 5, \"m_test\": 5}",
            0.74,
            """
            "generalization": {"type": "exact"},
            "sweep": [{"name": "k", "path": "/sizes/k", "values": [5, 50000, 60000]}]
            """);
    assertThatThrownBy(() -> engine.requireData(experiment))
        .isInstanceOf(InsufficientResourcesException.class)
        .hasMessageStartingWith("the moments of the features (k x k) would have 2.50e+09 elements")
        .hasMessageEndingWith("lower /sizes/k (at k = 50000)");
  }

  /**
   * By hand, for n = k = m1 = 20000: F, F^ and the step's samples in double precision are 9.6 GB,
   * what the step rounds and computes of them another 3.3 GB, and nine k x k matrices of exact
   * moments (two of each component, five to work in) 28.8 GB. Averaged predictions need none of it.
   */
  @Test
  void predictionsNeedWhatTheyTake() {
    for (String layer : List.of("averaged", "trained")) {
      Experiment experiment =
          network(
              "{\"n\": 20000}",
              0.74,
              """
              "theory": {"type": "ridge", "first_layer": "%s"}, "simulation": false, "trials": 1
              """
                  .formatted(layer));
      double need = engine.memoryNeed(experiment).heap();
      if (layer.equals("averaged")) {
        assertThat(need).isLessThan(1e9);
      } else {
        assertThat(need).isBetween(41.7e9, 45e9);
      }
    }
  }

  /**
   * Predictions by low rank form no k x k matrix, which no array holds from k = 46341 on, though
   * they need more memory than it would.
   */
  @Test
  void whatPredictionsNeedIsNotTakenForOneMatrix() {
    Experiment experiment =
        network(
            "{\"n\": 20000, \"k\": 50000}",
            0.2,
            """
            "simulation": false, "trials": 1,
            "theory": {"type": "ridge", "first_layer": "trained", "moments": "low-rank"}
            """);
    MemoryNeed need = engine.memoryNeed(experiment);
    assertThat(need.most().estimate().trial()).isGreaterThan(8.0 * 50000 * 50000);
    assertThatCode(need::requirePossible).doesNotThrowAnyException();
    assertThat(need.refusal("much", "there is little"))
        .hasMessageContaining("most of it is for the predictions, so lower /sizes/k or /sizes/n");
  }

  /**
   * By hand, for k = 9000 and else 5: two k x k matrices in double precision are 1.296 GB, and all
   * that is k x 5 some MB.
   */
  @Test
  void exactGeneralizationErrorsNeedTheirMoments() {
    Experiment experiment =
        network(
            "{\"n\": 5, \"k\": 9000, \"m\": 5, \"m1\": 5, \"m_test\": 5}",
            0.74,
            """
            "generalization": {"type": "exact"}, "trials": 1
            """);
    Estimate estimate = Rehearsal.of(experiment).estimates().get(0);
    assertThat(estimate.trial()).isBetween(1.296e9, 1.31e9);
    assertThat(estimate.largest().elements()).isEqualTo(9000 * 5);
    assertThat(estimate.most())
        .isEqualTo(new Estimate.Part("the generalization errors", 2 * 8.1e7, List.of("/sizes/k")));
  }

  /**
   * By hand, for m = 2500, k = 12000 and 3 models: the features in double precision are 720 MB,
   * beside those in single precision, if the penalty is too small for these; and a block of 2^21
   * pre-activations is 17 MB.
   */
  @Test
  void penaltiesTooSmallForRoundedFeaturesNeedTwoOfThem() {
    double[] needs = new double[2];
    for (int i = 0; i < 2; i++) {
      Experiment experiment =
          engine.read(
              """
              {"name": "small", "sizes": {"n": 100, "k": 12000, "m": 2500, "m1": 100, "m_test": 100},
               "scaling": {"alpha": 0.5, "beta": 0.74}, "data": {"type": "structured-mixture"},
               "target": {"type": "single-index"}, "activations": [{"type": "relu"}],
               "learner": {"type": "one-gradient-step"},
               "models": [{"type": "network"}, {"type": "hermite"}, {"type": "linear"}],
               "readouts": [{"type": "ridge", "lambda": %s}], "trials": 1}
              """
                  .formatted(i == 0 ? "1e-3" : "1e-9"),
              "test");
      needs[i] = Rehearsal.of(experiment).estimates().get(0).trial();
    }
    assertThat(needs[1] - needs[0]).isBetween(720e6, 738e6);
  }

  /** Both points share their data. */
  @Test
  void nextToWhatMemoryDoesNotDoForTheOthersAreDrawn() {
    Experiment experiment =
        classes(
            "[1]",
            "\"n\": 10",
            "{\"name\": \"k\", \"path\": \"/sizes/k\", \"values\": [2000000000, 4]}");
    assertThatThrownBy(() -> engine.requireData(experiment)).hasMessageEndingWith("(at k = 4)");
  }
}
