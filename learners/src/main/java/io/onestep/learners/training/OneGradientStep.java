package io.onestep.learners.training;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
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
 */
record OneGradientStep(Loss loss, double eta) implements Learner {
  @Override
  public Training start(
      TwoLayerNetwork initial, Sample first, LinearAlgebra algebra, RandomStreams streams) {
    if (first.size() == 0) {
      throw new IllegalArgumentException("a gradient step needs at least one sample");
    }
    Matrix u = Matrix.zeros(initial.width(), first.size());
    algebra.multiplyTransposed(1, initial.f(), first.x(), 0, u);
    return new Step(loss, eta, initial, first, u, algebra);
  }

  @Override
  public OptionalDouble stepSize() {
    return loss instanceof Squared ? OptionalDouble.of(eta) : OptionalDouble.empty();
  }

  /**
   * The step, prepared for any activation.
   *
   * @param u the pre-activations F X1^T, a neuron a row (k x m1); never written to
   */
  private record Step(
      Loss loss, double eta, TwoLayerNetwork initial, Sample first, Matrix u, LinearAlgebra algebra)
      implements Training {
    /** So many pre-activations (half a megabyte) stay in a core's cache. */
    private static final int CACHED_ELEMENTS = 1 << 16;

    /** Enough neurons for a product with X1 at full speed, and few enough to save memory. */
    private static final int NEURONS_OF_A_PRODUCT = 256;

    @Override
    public void train(Activation activation, Matrix f) {
      int k = initial.width();
      int m1 = first.size();
      double[] descent = descent(activation);
      f.assign(initial.f());
      int rows = Math.min(k, NEURONS_OF_A_PRODUCT);
      Matrix buffer = Matrix.zeros(rows, m1);
      for (int from = 0; from < k; from += rows) {
        int to = Math.min(k, from + rows);
        Matrix s = buffer.rows(0, to - from);
        s.assign(u.rows(from, to));
        activation.derivatives(s.data(), 0, s.size());
        for (int j = from; j < to; j++) {
          double w = initial.w()[j];
          int row = (j - from) * m1;
          for (int i = 0; i < m1; i++) {
            s.data()[row + i] *= w * descent[i];
          }
        }
        algebra.multiply(eta / (m1 * Math.sqrt(k)), s, first.x(), 1, f.rows(from, to));
      }
      requireFinite(f);
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
        features.assign(u.rows(from, to));
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

    private void requireFinite(Matrix f) {
      for (int i = f.offset(); i < f.offset() + f.size(); i++) {
        if (!Double.isFinite(f.data()[i])) {
          throw new NumericalException(
              "the first layer F^ after the gradient step is not finite (learning rate "
                  + eta
                  + "); a smaller rate or smaller inputs might help");
        }
      }
    }
  }
}
