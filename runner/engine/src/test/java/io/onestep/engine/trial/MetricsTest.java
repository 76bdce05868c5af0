package io.onestep.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Room;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.TaskResult;
import io.onestep.api.observable.Observable;
import io.onestep.api.observable.ObservableFactory;
import io.onestep.api.observable.Observation;
import io.onestep.api.observable.TrainedTrial;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Experiment;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Engine engine =
      Guice.createInjector(new EngineModule(Catalogue.load(getClass().getClassLoader())))
          .getInstance(Engine.class);

  private Experiment read(String more) {
    return read(engine, more);
  }

  private static Experiment read(Engine engine, String more) {
    return engine.read(
        """
        {"name": "test", "sizes": {"n": 10, "m": 12, "m_test": 5},
         "scaling": {"alpha": 0.5, "beta": 0.5},
         "data": {"type": "structured-mixture"}, "target": {"type": "single-index"},
         "activations": [{"type": "relu"}, {"type": "tanh"}],
         "learner": {"type": "one-gradient-step", "rate": 0.25},
         "models": [{"type": "network"}], "readouts": [{"type": "ridge"}],
         "trials": 1, "seed": 3 %s}
        """
            .formatted(more),
        "test");
  }

  private static List<Measurement> measure(Experiment experiment, int task) {
    TaskResult result =
        new Trials(experiment, new ReferenceLinearAlgebra()).run(experiment.tasks().get(task));
    assertThat(result).isInstanceOf(TaskResult.Completed.class);
    return ((TaskResult.Completed) result).measurements();
  }

  private static Map<String, Double> echoed(List<Measurement> measurements, String activation) {
    return measurements.stream()
        .filter(m -> m.readout().equals(Measurement.NO_READOUT))
        .filter(m -> m.activation().equals(activation))
        .collect(Collectors.toMap(m -> m.metric() + " " + m.source(), Measurement::value));
  }

  @Test
  void byDefaultThereAreNone() {
    Experiment experiment = read("");
    assertThat(experiment.spec().metrics()).isEmpty();
    assertThat(experiment.json().get("metrics")).isEmpty();
    assertThat(measure(experiment, 0)).noneMatch(m -> m.readout().equals("none"));
  }

  /** Every part of the trial against its own definition. */
  @Test
  void eachNetworkIsMeasuredAfterItsErrors() {
    Experiment experiment = read(", \"metrics\": [{\"type\": \"echo\", \"value\": 7}]");
    List<Measurement> measurements = measure(experiment, 0);
    assertThat(measurements.get(5))
        .isEqualTo(new Measurement("relu", "network", "none", "number", "simulation", 7));
    assertThat(measurements.get(6))
        .isEqualTo(new Measurement("relu", "network", "none", "number", "theory", -7));

    RandomStreams root = RandomStreams.of(3);
    TrialData data = TrialData.draw(experiment.spec(), root.child("data", 0), Room.NEW);
    Map<String, Double> relu = echoed(measurements, "relu");
    Map<String, Double> tanh = echoed(measurements, "tanh");
    for (Map<String, Double> numbers : List.of(relu, tanh)) {
      assertThat(numbers.get("number_eta simulation")).isEqualTo(0.25);
      assertThat(numbers.get("number_first simulation")).isEqualTo(data.first().x().get(0, 0));
      assertThat(numbers.get("number_train simulation")).isEqualTo(data.train().x().get(0, 0));
      assertThat(numbers.get("number_n simulation")).isEqualTo(10);
      assertThat(numbers.get("number_xi simulation"))
          .isEqualTo(data.labelling().directions().get(0)[0]);
      assertThat(numbers.get("number_m simulation")).isEqualTo(12);
      assertThat(numbers.get("number_beta simulation")).isEqualTo(0.5);
    }
    assertThat(relu.get("number_sigma simulation")).isZero();
    assertThat(tanh.get("number_sigma simulation")).isEqualTo(Math.tanh(-1));
    assertThat(relu.get("number_step simulation"))
        .isPositive()
        .isNotEqualTo(tanh.get("number_step simulation"));
    RandomStreams trial = root.child("point", 0).child("trial", 0);
    for (int a = 0; a < 2; a++) {
      assertThat((a == 0 ? relu : tanh).get("number_random simulation"))
          .isEqualTo(trial.child("activation", a).child("metric", 0).stream("x").nextGaussian());
    }
  }

  @Test
  void theirParametersCanBeSwept() {
    Experiment experiment =
        read(
            """
            , "metrics": [{"type": "echo"}],
            "sweep": [{"name": "echoed", "path": "/metrics/0/value", "values": [1, 2]}]
            """);
    assertThat(echoed(measure(experiment, 0), "relu")).containsEntry("number theory", -1.0);
    assertThat(echoed(measure(experiment, 1), "relu")).containsEntry("number theory", -2.0);
  }

  @Test
  void severalAreKeptApart() {
    Experiment experiment =
        read(
            """
            , "metrics": [{"type": "echo"}, {"type": "echo", "label": "other", "metric": "other"}]
            """);
    Map<String, Double> numbers = echoed(measure(experiment, 0), "relu");
    assertThat(numbers.get("number_random simulation"))
        .isNotEqualTo(numbers.get("other_random simulation"));
  }

  @Test
  void oneIsNotMeasuredTwice() {
    assertThatThrownBy(() -> read(", \"metrics\": [{\"type\": \"echo\"}, {\"type\": \"echo\"}]"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("/metrics")
        .hasMessageContaining("a list with two called 'echo'");
  }

  /** What an observable measures is known only once it does. */
  @Test
  void twoDoNotMeasureUnderOneName() {
    Experiment experiment =
        read(", \"metrics\": [{\"type\": \"echo\"}, {\"type\": \"echo\", \"label\": \"other\"}]");
    assertThatThrownBy(() -> measure(experiment, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("/metrics/1: measures 'number', as another metric does");
  }

  private record Refusing() implements ObservableFactory<Refusing.Empty> {
    record Empty() {}

    @Override
    public String name() {
      return "refusing";
    }

    @Override
    public String summary() {
      return "refuses every trial";
    }

    @Override
    public Class<Empty> configType() {
      return Empty.class;
    }

    @Override
    public Observable create(Empty config, ComponentContext context) {
      return new Observable() {
        @Override
        public String label() {
          return "refusing";
        }

        @Override
        public List<Observation> measure(
            TrainedTrial trial, LinearAlgebra algebra, RandomStreams streams) {
          throw new InvalidInputException("", "a trial is as a test says");
        }
      };
    }
  }

  /** A component does not know where in the spec it stands. */
  @Test
  void whatIsRefusedDuringATrialHasItsPlaceInTheSpec() {
    Catalogue catalogue = Catalogue.load(getClass().getClassLoader()).with(new Refusing());
    Experiment experiment =
        read(
            Guice.createInjector(new EngineModule(catalogue)).getInstance(Engine.class),
            ", \"metrics\": [{\"type\": \"echo\"}, {\"type\": \"refusing\"}]");
    assertThatThrownBy(() -> measure(experiment, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("/metrics/1: a trial is as a test says");
  }

  @Test
  void whatCannotBeMeasuredFailsTheTrial() {
    Experiment experiment = read(", \"metrics\": [{\"type\": \"gradient-decomposition\"}]");
    assertThat(measure(experiment, 0)).isNotEmpty();
    Experiment none =
        read(
            """
            , "metrics": [{"type": "gradient-decomposition"}],
            "sweep": [{"name": "rate", "path": "/learner/rate", "values": [0]}]
            """);
    TaskResult result = new Trials(none, new ReferenceLinearAlgebra()).run(none.tasks().get(0));
    assertThat(result).isInstanceOf(TaskResult.Failed.class);
    assertThat(((TaskResult.Failed) result).reason()).contains("no gradient to take apart");
  }
}
