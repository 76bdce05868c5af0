package io.onestep.equivalence;

import static io.onestep.equivalence.Fixtures.ALGEBRA;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Precision;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.data.Target;
import io.onestep.api.model.Equivalent;
import io.onestep.api.network.Learner;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.network.TwoLayerNetwork;
import io.onestep.api.prediction.PredictionSetting;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.readout.Readout;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.datamodels.mixture.Allocation;
import io.onestep.datamodels.mixture.StructuredMixtureFactory;
import io.onestep.datamodels.mixture.StructuredMixtureFactory.Spikes;
import io.onestep.datamodels.target.ClassLabelsFactory;
import io.onestep.datamodels.target.Combination;
import io.onestep.datamodels.target.Direction;
import io.onestep.datamodels.target.MultiIndexFactory;
import io.onestep.datamodels.target.SingleIndexFactory;
import io.onestep.learners.activation.ReluFactory;
import io.onestep.learners.activation.SigmoidFactory;
import io.onestep.learners.activation.SignFactory;
import io.onestep.learners.activation.TanhFactory;
import io.onestep.learners.loss.SquaredFactory;
import io.onestep.learners.training.OneGradientStepFactory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A draw of the paper's mixture and labels, with the components of the other modules: what a trial
 * of an experiment does up to the readout.
 */
public record TrainedExample(
    Fixtures.Point point,
    Population population,
    Labelling labelling,
    Learner learner,
    RandomStreams streams) {
  public static final Activation RELU =
      new ReluFactory().create(new ReluFactory.Config(), Fixtures.ANY);
  public static final Activation TANH =
      new TanhFactory().create(new TanhFactory.Config(), Fixtures.ANY);
  public static final Activation SIGN =
      new SignFactory().create(new SignFactory.Config(), Fixtures.ANY);
  public static final Activation SIGMOID =
      new SigmoidFactory().create(new SigmoidFactory.Config(), Fixtures.ANY);

  /** Labels of a ReLU of a random index, m = n. */
  public static TrainedExample regression(int n, int k, double beta, double alpha, long seed) {
    return of(point(n, k, beta, alpha), seed, index(RELU));
  }

  /** Labels that are the sign of a random index, m = n. */
  public static TrainedExample perceptron(int n, int k, double beta, double alpha, long seed) {
    return of(point(n, k, beta, alpha), seed, index(SIGN));
  }

  /** Labels that are the product of a ReLU and a sigmoid of two random indices, m = n. */
  public static TrainedExample product(int n, int k, double beta, double alpha, long seed) {
    return of(
        point(n, k, beta, alpha),
        seed,
        new MultiIndexFactory()
            .create(
                new MultiIndexFactory.Config(
                    List.of(RELU, SIGMOID),
                    Combination.PRODUCT,
                    Direction.RANDOM,
                    OptionalDouble.empty(),
                    0),
                point(n, k, beta, alpha)));
  }

  /** Labels +1 and -1 for the components, m = n. */
  public static TrainedExample classes(int n, int k, double beta, double alpha, long seed) {
    return of(
        point(n, k, beta, alpha),
        seed,
        new ClassLabelsFactory()
            .create(new ClassLabelsFactory.Config(List.of(1.0, -1.0)), Fixtures.ANY));
  }

  private static Target index(Activation link) {
    return new SingleIndexFactory()
        .create(
            new SingleIndexFactory.Config(link, Direction.RANDOM, OptionalDouble.empty(), 0),
            Fixtures.ANY);
  }

  private static Fixtures.Point point(int n, int k, double beta, double alpha) {
    return new Fixtures.Point(new Sizes(n, k, n, n, 5 * n), new Scaling(alpha, beta));
  }

  private static TrainedExample of(Fixtures.Point point, long seed, Target target) {
    RandomStreams streams = RandomStreams.of(seed);
    Population population =
        new StructuredMixtureFactory()
            .create(
                new StructuredMixtureFactory.Config(
                    0.5,
                    1,
                    OptionalDouble.empty(),
                    Spikes.EQUAL,
                    OptionalDouble.empty(),
                    Allocation.STRATIFIED),
                point)
            .draw(streams.child("population", 0));
    Learner learner =
        new OneGradientStepFactory()
            .create(
                new OneGradientStepFactory.Config(
                    new SquaredFactory().create(new SquaredFactory.Config(), point),
                    OptionalDouble.empty(),
                    Precision.DOUBLE),
                point);
    return new TrainedExample(
        point, population, target.draw(population, streams.child("target", 0)), learner, streams);
  }

  /** A sample of labelled inputs. */
  public Sample sample(int m, String name) {
    Inputs inputs = population.sample(List.of(m), streams.child(name, 0)).get(0);
    return new Sample(inputs, labelling.label(inputs, streams.child(name, 1).stream("noise")));
  }

  /** Trains a network from F_ij ~ N(0, 1/Tr Sigma), w_j ~ N(0, 1/k). */
  public TrainedNetwork train(Activation activation) {
    return train(activation, 0);
  }

  /** Trains one of several networks, on samples of its own. */
  public TrainedNetwork train(Activation activation, int index) {
    int k = point.sizes().k();
    int n = point.sizes().n();
    RandomStreams own = streams.child("network", index);
    Matrix f = Fixtures.gaussian(k, n, Math.sqrt(1 / population.trace()), own);
    double[] w = own.stream("w").gaussians(k);
    for (int i = 0; i < k; i++) {
      w[i] /= Math.sqrt(k);
    }
    TwoLayerNetwork initial = new TwoLayerNetwork(f, w);
    Sample first = sample(point.sizes().m1(), "first" + index);
    Matrix trained = Matrix.zeros(k, n);
    learner.start(initial, first, ALGEBRA, own.child("learner", 0)).train(activation, trained);
    return new TrainedNetwork(initial, trained, activation, first);
  }

  /** What predictions are made for. */
  public PredictionSetting setting(
      Activation activation,
      List<Equivalent> models,
      List<Readout> readouts,
      Optional<TrainedNetwork> network) {
    return new PredictionSetting(
        population,
        labelling,
        point.sizes(),
        point.scaling(),
        learner,
        activation,
        models,
        readouts,
        network);
  }
}
