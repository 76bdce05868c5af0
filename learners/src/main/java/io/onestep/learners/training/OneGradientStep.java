package io.onestep.learners.training;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Precision;
import io.onestep.api.data.Sample;
import io.onestep.api.error.NumericalException;
import io.onestep.api.network.Learner;
import io.onestep.api.network.Loss;
import io.onestep.api.network.Training;
import io.onestep.api.network.TwoLayerNetwork;
import io.onestep.api.random.RandomStreams;
import io.onestep.learners.loss.Squared;
import java.util.OptionalDouble;

/**
 * One full-batch gradient step on the first layer (Demir and Dogan, ICLR 2025; here for any loss):
 * F^ = F + eta G with
 *
 * <p>G = (1/m1) [ (1/sqrt k) w (-l')^T .* sigma'(F X1^T) ] X1,
 *
 * <p>where l'_i is the loss's derivative in y_hat_i, and y_hat = (1/sqrt k) sigma(F X1^T)^T w. For
 * the squared loss, -l' = y - y_hat.
 *
 * @param loss the loss
 * @param eta the learning rate, at least 0
 * @param precision the precision of what is computed of X1
 */
record OneGradientStep(Loss loss, double eta, Precision precision) implements Learner {
  @Override
  public Training start(
      TwoLayerNetwork initial, Sample first, LinearAlgebra algebra, RandomStreams streams) {
    if (first.size() == 0) {
      throw new IllegalArgumentException("a gradient step needs at least one sample");
    }
    SampleProducts products = SampleProducts.of(precision, initial.f(), first.x(), algebra);
    return new Step(loss, eta, initial, first, products);
  }

  @Override
  public OptionalDouble stepSize() {
    return loss instanceof Squared ? OptionalDouble.of(eta) : OptionalDouble.empty();
  }

  /**
   * The step, prepared for any activation.
   *
   * @param products what is computed of X1
   */
  private record Step(
      Loss loss, double eta, TwoLayerNetwork initial, Sample first, SampleProducts products)
      implements Training {
    @Override
    public void train(Activation activation, Matrix f) {
      int k = initial.width();
      int m1 = first.size();
      double[] descent = descent(activation);
      double factor = eta / (m1 * Math.sqrt(k));
      boolean finite =
          products.addGradient(activation, initial.w(), descent, factor, initial.f(), f);
      if (!finite) {
        throw new NumericalException(
            "the first layer F^ after the gradient step is not finite (learning rate "
                + eta
                + "); a smaller rate or smaller inputs might help");
      }
    }

    /** Returns -l' for each sample. */
    private double[] descent(Activation activation) {
      double[] outputs = products.outputs(activation, initial.w());
      double[] descent = new double[first.size()];
      for (int i = 0; i < descent.length; i++) {
        descent[i] = -loss.derivative(outputs[i] / Math.sqrt(initial.width()), first.y()[i]);
      }
      return descent;
    }
  }
}
