package io.onestep.engine.trial;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.observable.Observable;
import io.onestep.api.observable.ObservableFactory;
import io.onestep.api.observable.Observation;
import io.onestep.api.observable.TrainedTrial;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.random.RandomStreams;
import java.util.List;

/** Makes an observable that says what it has been given. */
public final class EchoFactory implements ObservableFactory<EchoFactory.Config> {
  /** A name for the observable, a name for its number, and a number. */
  public record Config(
      @Parameter(value = "label", defaultValue = "\"echo\"") String label,
      @Parameter(value = "metric", defaultValue = "\"number\"") String metric,
      @Parameter(value = "value", defaultValue = "0") double value) {}

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public String summary() {
    return "what an observable is given";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Observable create(Config config, ComponentContext context) {
    return new Echo(config);
  }

  private record Echo(Config config) implements Observable {
    @Override
    public String label() {
      return config.label();
    }

    @Override
    public List<Observation> measure(
        TrainedTrial trial, LinearAlgebra algebra, RandomStreams streams) {
      String prefix = config.metric();
      return List.of(
          Observation.simulation(prefix, config.value()),
          Observation.theory(prefix, -config.value()),
          Observation.simulation(prefix + "_eta", trial.stepSize().orElseThrow()),
          Observation.simulation(prefix + "_first", trial.network().first().x().get(0, 0)),
          Observation.simulation(prefix + "_train", trial.train().x().get(0, 0)),
          Observation.simulation(prefix + "_sigma", trial.network().activation().value(-1)),
          Observation.simulation(prefix + "_step", norm(trial)),
          Observation.simulation(prefix + "_n", trial.population().dimension()),
          Observation.simulation(prefix + "_xi", trial.labelling().directions().get(0)[0]),
          Observation.simulation(prefix + "_m", trial.sizes().m()),
          Observation.simulation(prefix + "_beta", trial.scaling().beta()),
          Observation.simulation(prefix + "_random", streams.stream("x").nextGaussian()));
    }

    /** ||F^ - F||_F^2. */
    private static double norm(TrainedTrial trial) {
      double sum = 0;
      for (int i = 0; i < trial.network().f().size(); i++) {
        double step = trial.network().f().data()[i] - trial.network().initial().f().data()[i];
        sum += step * step;
      }
      return sum;
    }
  }
}
