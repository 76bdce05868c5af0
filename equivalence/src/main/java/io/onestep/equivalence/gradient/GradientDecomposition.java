package io.onestep.equivalence.gradient;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Room;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.network.Learner;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.observable.Observable;
import io.onestep.api.observable.Observation;
import io.onestep.api.observable.TrainedTrial;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Sizes;
import io.onestep.equivalence.spike.LearnedSpike;
import io.onestep.equivalence.spike.SpikeLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** G = u v^T + Delta, measured and predicted. */
record GradientDecomposition() implements Observable {
  @Override
  public String label() {
    return "gradient-decomposition";
  }

  @Override
  public void requireApplicable(Learner learner) {
    if (learner.stepSize().isEmpty()) {
      throw noGradient();
    }
    if (learner.stepSize().getAsDouble() == 0) {
      throw new InvalidInputException(
          "",
          "the metric gradient-decomposition needs a learning rate above 0: the gradient is taken"
              + " from what training changes");
    }
  }

  private static InvalidInputException noGradient() {
    return new InvalidInputException(
        "",
        "the metric gradient-decomposition needs a learner that makes one gradient step for the"
            + " squared loss, such as one-gradient-step");
  }

  @Override
  public List<Observation> measure(
      TrainedTrial trial, LinearAlgebra algebra, RandomStreams streams) {
    TrainedNetwork network = trial.network();
    int k = network.f().rows();
    int m1 = network.first().size();
    double eta = trial.stepSize().orElseThrow(GradientDecomposition::noGradient);
    Matrix g = gradient(network, eta, algebra.room());

    double c1 = LearnedSpike.slope(network.activation(), trial.population());
    double[] u = Vectors.multiple(c1, network.initial().w());
    double[] v = LearnedSpike.of(network.first(), k, algebra);

    LinearMap map = LinearMap.of(g, algebra);
    LargestSingularValues ofG =
        LargestSingularValues.of(map, 2, streams.stream("gradient"), algebra);
    double remainder =
        LargestSingularValues.of(map.minus(u, v), 1, streams.stream("remainder"), algebra)
            .values()[0];
    double layer =
        LargestSingularValues.of(
                LinearMap.of(network.f(), algebra), 1, streams.stream("layer"), algebra)
            .values()[0];
    double spike = Vectors.norm(u) * Vectors.norm(v);
    double logK = Math.log(k);
    double t = 1 - trial.scaling().beta() * (1 - trial.scaling().alpha());
    Optional<SpikeLaw> law =
        trial.labelling().law().map(labels -> SpikeLaw.of(trial.population(), labels, m1));

    List<Observation> numbers = new ArrayList<>();
    numbers.add(Observation.simulation("gradient_norm", ofG.values()[0]));
    numbers.add(Observation.simulation("gradient_norm_2", ofG.values()[1]));
    numbers.add(Observation.simulation("spike_norm", spike));
    law.ifPresent(
        l ->
            numbers.add(
                Observation.theory(
                    "spike_norm", Vectors.norm(u) * Math.sqrt(l.squaredNorm() / k))));
    numbers.add(Observation.simulation("remainder_norm", remainder));
    if (k > 1 && spike > 0 && remainder > 0) {
      numbers.add(Observation.simulation("spike_exponent", Math.log(spike) / logK));
      numbers.add(Observation.simulation("remainder_exponent", Math.log(remainder) / logK));
    }
    numbers.add(Observation.theory("spike_exponent", -t / 2));
    numbers.add(Observation.theory("remainder_exponent", -t));
    numbers.add(Observation.simulation("spike_share", spike * spike / square(g)));
    numbers.add(Observation.simulation("rank_one_gap", eta * remainder / layer));
    numbers.add(
        Observation.simulation(
            "rank_one_gap_frobenius", eta * Math.sqrt(squareLess(g, u, v) / square(network.f()))));
    numbers.add(
        Observation.simulation("overlap_w", Vectors.overlap(ofG.leading(), network.initial().w())));
    addOverlaps(trial, v, law, numbers);
    return numbers;
  }

  /** G. */
  @Override
  public double memory(Sizes sizes) {
    return (double) Double.BYTES * sizes.k() * sizes.n();
  }

  /** Returns G = (F^ - F)/eta. */
  private static Matrix gradient(TrainedNetwork network, double eta, Room room) {
    Matrix trained = network.f();
    Matrix initial = network.initial().f();
    Matrix g = room.matrix("gradient", trained.rows(), trained.columns());
    boolean zero = true;
    for (int i = 0; i < g.size(); i++) {
      double step = trained.data()[trained.offset() + i] - initial.data()[initial.offset() + i];
      zero &= step == 0;
      g.data()[g.offset() + i] = step / eta;
    }
    if (zero) {
      throw new NumericalException(
          "gradient-decomposition has no gradient to take apart: training left the first layer as it"
              + " was (learning rate "
              + eta
              + ", activation "
              + network.activation().label()
              + ")");
    }
    return g;
  }

  /** Returns ||G - u v^T||_F^2. */
  private static double squareLess(Matrix g, double[] u, double[] v) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      for (int j = 0; j < v.length; j++) {
        double difference = g.data()[i * v.length + j] - u[i] * v[j];
        sum += difference * difference;
      }
    }
    return sum;
  }

  private static double square(Matrix a) {
    double sum = 0;
    for (int i = a.offset(); i < a.offset() + a.size(); i++) {
      sum += a.data()[i] * a.data()[i];
    }
    return sum;
  }

  /** Adds the overlaps of v with labels' directions, components' first spikes, and means. */
  private static void addOverlaps(
      TrainedTrial trial, double[] v, Optional<SpikeLaw> law, List<Observation> numbers) {
    List<double[]> xi = trial.labelling().directions();
    for (int i = 0; i < xi.size(); i++) {
      addOverlap("overlap_xi_" + (i + 1), v, xi.get(i), law, numbers);
    }
    List<MixtureComponent> components = trial.population().components();
    for (int c = 0; c < components.size(); c++) {
      if (components.get(c).covariance() instanceof SpikedCovariance spiked
          && !spiked.spikes().isEmpty()) {
        double[] g = spiked.spikes().get(0).direction();
        addOverlap("overlap_spike_" + (c + 1), v, g, law, numbers);
      }
    }
    for (int c = 0; c < components.size(); c++) {
      double[] mean = components.get(c).mean();
      if (Vectors.norm(mean) > 0) {
        addOverlap("overlap_mean_" + (c + 1), v, mean, law, numbers);
      }
    }
  }

  private static void addOverlap(
      String metric,
      double[] v,
      double[] direction,
      Optional<SpikeLaw> law,
      List<Observation> numbers) {
    numbers.add(Observation.simulation(metric, Vectors.overlap(v, direction)));
    law.ifPresent(l -> numbers.add(Observation.theory(metric, l.overlap(direction))));
  }
}
