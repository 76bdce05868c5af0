package io.onestep.testkit;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Index;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.FeatureLaw;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.network.TwoLayerNetwork;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.List;
import java.util.Optional;

/** A small network, its labels and itself as a model, for contracts of what predicts errors. */
final class PredictionFixture {
  static final RandomStreams STREAMS = RandomStreams.of(1618);
  static final int WIDTH = 6;
  static final int SAMPLES = 12;
  static final Population POPULATION = new TwoSpikedComponents(6);
  static final Activation RELU = new Relu();
  private static final double NOISE = 0.3;

  private PredictionFixture() {}

  /** Labels y = relu(xi^T x) + 0.3 eps. */
  static Labelling labelling() {
    double[] xi = {0.5, -0.2, 0.3, 0.4, 0.1, -0.6};
    return new Labelling() {
      @Override
      public double[] label(Inputs inputs, RandomStream noise) {
        double[] y = noise.gaussians(inputs.x().rows());
        for (int i = 0; i < y.length; i++) {
          double projection = 0;
          for (int j = 0; j < xi.length; j++) {
            projection += xi[j] * inputs.x().get(i, j);
          }
          y[i] = NOISE * y[i] + Math.max(0, projection);
        }
        return y;
      }

      @Override
      public List<double[]> directions() {
        return List.of(xi);
      }

      @Override
      public Optional<LabelLaw> law() {
        return Optional.of(LabelLaw.singleIndex(new Index(1, xi, RELU), NOISE));
      }
    };
  }

  /** Labels of which nothing is known. */
  static Labelling unknownLabelling() {
    return (inputs, noise) -> new double[inputs.x().rows()];
  }

  static TrainedNetwork network() {
    int n = POPULATION.dimension();
    RandomStream stream = STREAMS.stream("F");
    Matrix f = Matrix.zeros(WIDTH, n);
    stream.fillGaussian(f.data(), 0, f.size());
    Inputs first = POPULATION.sample(List.of(SAMPLES), STREAMS.child("first", 0)).get(0);
    double[] y = labelling().label(first, stream);
    double[] w = stream.gaussians(WIDTH);
    return new TrainedNetwork(new TwoLayerNetwork(f, w), f, RELU, new Sample(first, y));
  }

  /** The network as a model of itself, of which only the law counts here. */
  static Equivalent model() {
    return new Equivalent() {
      @Override
      public String label() {
        return "network";
      }

      @Override
      public FeatureMap features(
          TrainedNetwork network, Population population, LinearAlgebra algebra) {
        throw new UnsupportedOperationException("a prediction draws no features");
      }

      @Override
      public Optional<FeatureLaw> law(
          Activation activation, Population population, double[] spike) {
        return Optional.of(new FeatureLaw.Pointwise(activation, 0));
      }
    };
  }
}
