package io.onestep.equivalence.prediction;

import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.model.Equivalent;
import io.onestep.api.prediction.PredictionSetting;
import io.onestep.api.setting.Sizes;
import io.onestep.equivalence.moments.ConditionalComponent;
import io.onestep.equivalence.moments.GaussianFeatures;
import io.onestep.equivalence.moments.MomentMemory;
import io.onestep.equivalence.moments.Moments;
import io.onestep.equivalence.spike.LearnedSpike;
import io.onestep.equivalence.spike.SpikeLaw;
import io.onestep.equivalence.structure.Directions;
import io.onestep.equivalence.structure.ForeseenBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Which of the predictions there are is made for a setting, and what is wrong with it.
 *
 * @param firstLayer what of the first layer it is made for; never AUTO
 * @param several whether there are several effective regularisations
 * @param traceDifference the relative difference of the components' traces
 * @param spikeShare the share of a typical neuron's pre-activation that the step's spike makes up,
 *     in variance
 */
record PredictionPlan(
    FirstLayer firstLayer, boolean several, double traceDifference, double spikeShare) {
  /** Traces count as equal up to this relative difference. */
  private static final double EQUAL_TRACES = 0.01;

  /** From this share on the coordinate along the spike is conditioned on. */
  private static final double LARGE_STEP = 0.5;

  /**
   * From this share on a step counts as of a larger order than n: the spike's standard deviation is
   * ten times that of the rest. Predictions may fail there: at n = k = 100 and eta = n^2 some are a
   * third too low, and others are not found.
   */
  private static final double HUGE_STEP = 100.0 / 101;

  /**
   * Below this, n, k or m are far from a limit: of ReLU and tanh networks at k/m = 1/2, 1 and 2 the
   * predicted errors were from 16 % too low to 2 % too high at n = m = 10, at most 5 % too low at
   * 20, and within 1.3 % from 50 on (means of 400 trials with data of their own, standard errors of
   * 2.5 to 0.4 %).
   */
  private static final int SMALL = 20;

  /** Nodes of the coordinate along the spike. */
  private static final int NODES = 9;

  /** The Gram matrix, the sum over groups and its inverse. */
  private static final int WORK = 3;

  /** R and the Gram matrix. */
  private static final int EXACT_WORK = 2;

  /** B and scratch of its size. */
  private static final int LOW_RANK_WORK = 2;

  /** A Gram matrix of B's columns, an inverse and their product. */
  private static final int LOW_RANK_SQUARES = 3;

  /** About so many columns of B are not of its blocks. */
  private static final int FEW_COLUMNS = 16;

  /** The largest width whose groups' k x k moments fit into memory. */
  private static final int LARGEST_WIDTH = 2500;

  static PredictionPlan of(RidgePredictorFactory.Config config, PredictionSetting setting) {
    Population population = setting.population();
    double difference = traceDifference(population);
    double share = spikeShare(setting);
    boolean several =
        switch (config.regularisations()) {
          case ONE -> false;
          case SEVERAL -> true;
          case AUTO -> needsSeveral(difference, share) && setting.sizes().k() <= LARGEST_WIDTH;
        };
    boolean averages =
        Directions.describe(population) && setting.learner().stepSize().isPresent() && !several;
    FirstLayer firstLayer =
        config.firstLayer() == FirstLayer.AUTO
            ? averages ? FirstLayer.AVERAGED : FirstLayer.TRAINED
            : config.firstLayer();
    return new PredictionPlan(
        firstLayer, several && firstLayer != FirstLayer.AVERAGED, difference, share);
  }

  private static boolean needsSeveral(double traceDifference, double spikeShare) {
    return traceDifference > EQUAL_TRACES || spikeShare > LARGE_STEP;
  }

  boolean usesNetwork() {
    return firstLayer != FirstLayer.AVERAGED;
  }

  /** Bytes of large matrices; {@code exact} is whether moments of given neurons are k x k. */
  double memory(PredictionSetting setting, boolean exact) {
    int components =
        (int) setting.population().components().stream().filter(c -> c.weight() > 0).count();
    double k = setting.sizes().k();
    double n = setting.sizes().n();
    // A copy of F.
    double layer = usesNetwork() && firstLayer != FirstLayer.TRAINED ? Double.BYTES * k * n : 0;
    if (usesNetwork() && !several && !exact) {
      double columns = FEW_COLUMNS + blocks(setting) * n;
      return layer + MomentMemory.columns(LOW_RANK_WORK, LOW_RANK_SQUARES, k, columns);
    }
    if (several) {
      int groups = components * (spikeShare > LARGE_STEP ? NODES : 1);
      return layer + MomentMemory.matrices(2 * groups + WORK, k);
    }
    return usesNetwork()
        ? layer
            + MomentMemory.matrices(2 * components + EXACT_WORK, k)
            + MomentMemory.decomposition(k)
        : 0;
  }

  /** Foresees the blocks of n columns of B; what they are is known when the network is trained. */
  private int blocks(PredictionSetting setting) {
    double[] learned =
        setting
            .labelling()
            .law()
            .map(law -> SpikeLaw.of(setting.population(), law, setting.sizes().m1()).mean())
            .orElseGet(() -> new double[setting.sizes().n()]);
    return ForeseenBlocks.count(setting.population(), setting.activation(), learned, spikeShare);
  }

  /** Whether the learner and the population are of the kind that this takes. */
  boolean possible(PredictionSetting setting) {
    boolean step = firstLayer == FirstLayer.TRAINED || setting.learner().stepSize().isPresent();
    return step && (firstLayer != FirstLayer.AVERAGED || Directions.describe(setting.population()));
  }

  /** eta c_1. */
  static double step(PredictionSetting setting) {
    return setting.learner().stepSize().orElseThrow()
        * LearnedSpike.slope(setting.activation(), setting.population());
  }

  /** The standard deviation of the step's part of f^_i along v: w_i ~ N(0, 1/k). */
  static double deviation(PredictionSetting setting, double[] v) {
    return Math.abs(step(setting)) * Math.sqrt(dot(v, v) / setting.sizes().k());
  }

  private static double traceDifference(Population population) {
    double min = Double.POSITIVE_INFINITY;
    double max = 0;
    for (MixtureComponent component : population.components()) {
      if (component.weight() > 0) {
        min = Math.min(min, component.covariance().trace());
        max = Math.max(max, component.covariance().trace());
      }
    }
    return (max - min) / max;
  }

  /** The share at the mean of v, whose noise of variance tau Tr Sigma/(k m1) is isotropic. */
  private static double spikeShare(PredictionSetting setting) {
    Optional<LabelLaw> labels = setting.labelling().law();
    if (labels.isEmpty() || setting.learner().stepSize().isEmpty()) {
      return 0;
    }
    Population population = setting.population();
    SpikeLaw law = SpikeLaw.of(population, labels.get(), setting.sizes().m1());
    double[] mean = law.mean();
    double square = law.labelSquare();
    double variance = 0; // of v^T x
    for (MixtureComponent component : population.components()) {
      double[] product = component.covariance().multiply(mean);
      variance += component.weight() * dot(mean, product);
    }
    // The noise meets the bulk, which is 1 on the average up to few spikes.
    variance +=
        square
            * population.trace()
            / setting.sizes().m1()
            * population.trace()
            / population.dimension();
    double k = setting.sizes().k();
    double step = step(setting);
    double spike = step * step * variance / (k * k); // w_i^2 |v|^2: 1/k each
    // Not spike / (1 + spike), as the spike of a huge step is infinite.
    return law.squaredNorm() == 0 ? 0 : 1 - 1 / (1 + spike);
  }

  /**
   * Moments by group.
   *
   * @param moments the groups' moments
   * @param components the component of each group, from 0
   */
  record Groups(List<Moments> moments, List<Integer> components) {}

  /** The groups: components, and with a large step nodes of the coordinate along v within them. */
  Groups groups(PredictionSetting setting, double[] v, GaussianFeatures features, LabelLaw labels) {
    List<ConditionalComponent> groups = new ArrayList<>();
    List<Integer> components = new ArrayList<>();
    GaussIntegrator nodes = new GaussIntegratorFactory().hermite(NODES);
    for (int c = 0; c < setting.population().componentCount(); c++) {
      MixtureComponent component = setting.population().components().get(c);
      if (component.weight() == 0) {
        continue;
      }
      ConditionalComponent whole = ConditionalComponent.of(component, c);
      if (spikeShare <= LARGE_STEP) {
        groups.add(whole);
        components.add(c);
        continue;
      }
      for (int i = 0; i < nodes.getNumberOfPoints(); i++) {
        // The rule's weight is exp(-t^2), t = z/sqrt 2.
        double z = Math.sqrt(2) * nodes.getPoint(i);
        double probability = nodes.getWeight(i) / Math.sqrt(Math.PI);
        groups.add(whole.given(v, z, probability));
        components.add(c);
      }
    }
    return new Groups(features.given(groups, labels), components);
  }

  List<String> caveats(PredictionSetting setting) {
    List<String> caveats = new ArrayList<>();
    if (setting.labelling().law().isEmpty()) {
      caveats.add(
          "nothing is predicted: the law of such labels is not known, as it is of labels by"
              + " component, of sums of functions of projections and of products of up to "
              + LabelLaw.IndexProduct.MOST);
      return caveats;
    }
    if (!possible(setting)) {
      caveats.add(
          "nothing is predicted: without the trained first layer it takes structured covariances"
              + " and one gradient step of the squared loss");
      return caveats;
    }
    if (!setting.population().isGaussian()) {
      caveats.add(
          "the components are not Gaussian: what is predicted is the Gaussian mixture of their"
              + " means and covariances");
    }
    Sizes sizes = setting.sizes();
    int smallest = Math.min(sizes.n(), Math.min(sizes.k(), sizes.m()));
    if (smallest < SMALL) {
      caveats.add(
          "of n, k and m the smallest is %d, far from a limit: predicted errors came out up to 16 %% too low at 10, 5 %% at 20"
              .formatted(smallest));
    }
    for (Equivalent model : setting.models()) {
      if (!ModelLaw.isKnown(model, setting.activation(), setting.population())) {
        caveats.add("not predicted: the model " + model.label());
      }
    }
    setting.readouts().stream()
        .filter(readout -> readout.ridgePenalty().isEmpty())
        .forEach(readout -> caveats.add("not predicted: the readout " + readout.label()));
    if (several) {
      setting.readouts().stream()
          .filter(readout -> readout.ridgePenalty().equals(OptionalDouble.of(0)))
          .forEach(
              readout ->
                  caveats.add(
                      "not predicted: the readout %s, as several effective regularisations need a penalty"
                          .formatted(readout.label())));
    }
    if (!several && traceDifference > EQUAL_TRACES) {
      caveats.add(
          String.format(
              Locale.ROOT,
              "traces differ by %.2g of the largest, but there is one effective regularisation",
              traceDifference));
    }
    if (spikeShare > HUGE_STEP) {
      caveats.add(
          String.format(
              Locale.ROOT,
              "the step is of a larger order than n (the spike makes up %.4g %% of a"
                  + " pre-activation's variance): predictions may be too low, not finite or not"
                  + " found",
              100 * spikeShare));
    } else if (!several && spikeShare > LARGE_STEP) {
      caveats.add(
          String.format(
                  Locale.ROOT,
                  "the step is of order n (the spike makes up %.0f %% of a pre-activation's"
                      + " variance), but",
                  100 * spikeShare)
              + " there is one effective regularisation"
              + (firstLayer == FirstLayer.AVERAGED
                  ? ": averaged over first layers, such errors came out 20 % low; with"
                      + " first_layer trained there are several regularisations"
                  : ""));
    }
    return caveats;
  }

  /** How far the averaged predictions may be off even where nothing speaks against them. */
  Optional<String> accuracy(PredictionSetting setting) {
    boolean averaged = firstLayer == FirstLayer.AVERAGED && spikeShare <= LARGE_STEP;
    return averaged && possible(setting) && setting.labelling().law().isPresent()
        ? Optional.of(
            "averaged over first layers: within 0.1 to 4 % of simulations at n = 400 and 1000")
        : Optional.empty();
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
