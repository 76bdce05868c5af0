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
import java.util.Arrays;
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
 * @param precision the precision of the products with X1
 */
record OneGradientStep(Loss loss, double eta, Precision precision) implements Learner {
  @Override
  public Training start(
      TwoLayerNetwork initial, Sample first, LinearAlgebra algebra, RandomStreams streams) {
    if (first.size() == 0) {
      throw new IllegalArgumentException("a gradient step needs at least one sample");
    }
    SampleProducts products = SampleProducts.of(precision, initial.f(), first.x(), algebra);
    return new Step(loss, eta, initial, first, products, algebra);
  }

  @Override
  public OptionalDouble stepSize() {
    return loss instanceof Squared ? OptionalDouble.of(eta) : OptionalDouble.empty();
  }

  /**
   * The step, prepared for any activation.
   *
   * @param products the products with X1
   */
  private record Step(
      Loss loss,
      double eta,
      TwoLayerNetwork initial,
      Sample first,
      SampleProducts products,
      LinearAlgebra algebra)
      implements Training {
    /** So many pre-activations (128 KB) stay in a core's cache. */
    private static final int CACHED_ELEMENTS = 1 << 14;

    @Override
    public void train(Activation activation, Matrix f) {
      int k = initial.width();
      int m1 = first.size();
      double[] descent = descent(activation);
      f.assign(initial.f());
      boolean finite = true;
      for (int from = 0; from < k; from += SampleProducts.NEURONS) {
        int start = from;
        finite &=
            products.addTo(
                f.rows(from, Math.min(k, from + SampleProducts.NEURONS)),
                eta / (m1 * Math.sqrt(k)),
                (i, row) -> slopes(activation, start + i, descent, row));
      }
      if (!finite) {
        throw new NumericalException(
            "the first layer F^ after the gradient step is not finite (learning rate "
                + eta
                + "); a smaller rate or smaller inputs might help");
      }
    }

    /** Computes w_j (-l') .* sigma'(u_j) for a neuron. */
    private void slopes(Activation activation, int neuron, double[] descent, Matrix row) {
      products.preactivations(neuron, neuron + 1, row);
      double[] s = row.data();
      int offset = row.offset();
      activation.derivatives(s, offset, offset + row.size());
      double w = initial.w()[neuron];
      for (int i = 0; i < descent.length; i++) {
        s[offset + i] *= w * descent[i];
      }
    }

    /** Returns -l' for each sample. */
    private double[] descent(Activation activation) {
      int k = initial.width();
      int m1 = first.size();
      int rows = Math.max(1, Math.min(k, CACHED_ELEMENTS / m1));
      Matrix buffer = Matrix.zeros(rows, m1);
      double[] prediction = new double[m1];
      for (int from = 0; from < k; from += rows) {
        int to = Math.min(k, from + rows);
        Matrix features = buffer.rows(0, to - from);
        products.preactivations(from, to, features);
        activation.values(features.data(), 0, features.size());
        double[] w = Arrays.copyOfRange(initial.w(), from, to);
        double[] part = algebra.transposedMultiply(features, w);
        for (int i = 0; i < m1; i++) {
          prediction[i] += part[i];
        }
      }
      double[] descent = new double[m1];
      for (int i = 0; i < m1; i++) {
        descent[i] = -loss.derivative(prediction[i] / Math.sqrt(k), first.y()[i]);
      }
      return descent;
    }
  }
}
