package io.onestep.learners.training;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Precision;
import io.onestep.api.algebra.Room;
import java.util.Arrays;

/**
 * What a gradient step computes of its samples X1, in one precision or the other: a first layer's
 * outputs on them, and the sums of them that are its gradient.
 */
sealed interface SampleProducts {
  /** The rows of a product: enough for full speed, and few enough to save memory. */
  int NEURONS = 1024;

  /** So many pre-activations stay in a core's cache. */
  int CACHED_ELEMENTS = 1 << 14;

  /** Computes the pre-activations of a first layer and prepares for the products of a gradient. */
  static SampleProducts of(Precision precision, Matrix f, Matrix x, LinearAlgebra algebra) {
    Room room = algebra.room();
    return switch (precision) {
      case SINGLE -> {
        FloatMatrix samples =
            room.floatMatrix("rounded samples of the step", x.rows(), x.columns());
        samples.assign(x);
        FloatMatrix u = room.floatMatrix("rounded pre-activations of the step", f.rows(), x.rows());
        int rows = Math.min(f.rows(), NEURONS);
        FloatMatrix s = room.floatMatrix("rounded slopes of the step", rows, x.rows());
        FloatMatrix layer = room.floatMatrix("rounded gradient of the step", rows, x.columns());
        for (int from = 0; from < f.rows(); from += NEURONS) {
          int to = Math.min(f.rows(), from + NEURONS);
          FloatMatrix part = layer.rows(0, to - from);
          part.assign(f.rows(from, to));
          algebra.multiplyTransposed(part, samples, u.rows(from, to));
        }
        yield new Rounded(samples, u, s, layer, algebra);
      }
      case DOUBLE -> {
        Matrix u = room.matrix("pre-activations of the step", f.rows(), x.rows());
        algebra.multiplyTransposed(1, f, x, 0, u);
        Matrix s = room.matrix("slopes of the step", Math.min(f.rows(), NEURONS), x.rows());
        yield new Exact(x, u, s, algebra);
      }
    };
  }

  /**
   * Computes w^T sigma(F x) for each sample x.
   *
   * @param w k numbers
   * @return m1 numbers
   */
  double[] outputs(Activation sigma, double[] w);

  /**
   * Computes F + factor (w d^T .* sigma'(F X1^T)) X1.
   *
   * @param w k numbers
   * @param d m1 numbers
   * @param f F, k x n
   * @param sum k x n, overwritten
   * @return whether the sum is finite
   */
  boolean addGradient(
      Activation sigma, double[] w, double[] d, double factor, Matrix f, Matrix sum);

  /**
   * In double precision.
   *
   * @param x the samples
   * @param u their pre-activations, a neuron a row
   * @param s room for rows of w d^T .* sigma'(u)
   */
  record Exact(Matrix x, Matrix u, Matrix s, LinearAlgebra algebra) implements SampleProducts {
    @Override
    public double[] outputs(Activation sigma, double[] w) {
      double[] outputs = new double[x.rows()];
      int rows = Math.max(1, Math.min(u.rows(), CACHED_ELEMENTS / x.rows()));
      Matrix buffer = Matrix.zeros(rows, x.rows());
      for (int from = 0; from < u.rows(); from += rows) {
        int to = Math.min(u.rows(), from + rows);
        Matrix features = buffer.rows(0, to - from);
        features.assign(u.rows(from, to));
        sigma.values(features.data(), 0, features.size());
        double[] part = algebra.transposedMultiply(features, Arrays.copyOfRange(w, from, to));
        for (int i = 0; i < outputs.length; i++) {
          outputs[i] += part[i];
        }
      }
      return outputs;
    }

    @Override
    public boolean addGradient(
        Activation sigma, double[] w, double[] d, double factor, Matrix f, Matrix sum) {
      sum.assign(f);
      boolean finite = true;
      for (int from = 0; from < f.rows(); from += NEURONS) {
        int to = Math.min(f.rows(), from + NEURONS);
        for (int j = from; j < to; j++) {
          slopes(sigma, j, w[j], d, s.rows(j - from, j - from + 1));
        }
        Matrix part = sum.rows(from, to);
        algebra.multiply(factor, s.rows(0, to - from), x, 1, part);
        finite &= part.isFinite();
      }
      return finite;
    }

    private void slopes(Activation sigma, int neuron, double w, double[] d, Matrix row) {
      row.assign(u.rows(neuron, neuron + 1));
      double[] s = row.data();
      int offset = row.offset();
      sigma.derivatives(s, offset, offset + d.length);
      for (int i = 0; i < d.length; i++) {
        s[offset + i] *= w * d[i];
      }
    }
  }

  /**
   * In single precision, except for sums over neurons and the sum of first layer and gradient.
   *
   * @param x the samples
   * @param u their pre-activations, a neuron a row
   * @param s room for rows of w d^T .* sigma'(u)
   * @param product room for their product with the samples
   */
  record Rounded(
      FloatMatrix x, FloatMatrix u, FloatMatrix s, FloatMatrix product, LinearAlgebra algebra)
      implements SampleProducts {
    /** Neurons summed up in single precision. */
    private static final int SUMMED = 64;

    @Override
    public double[] outputs(Activation sigma, double[] w) {
      double[] outputs = new double[x.rows()];
      float[] part = new float[x.rows()];
      float[] features = new float[x.rows()];
      for (int from = 0; from < u.rows(); from += SUMMED) {
        Arrays.fill(part, 0);
        for (int j = from; j < Math.min(u.rows(), from + SUMMED); j++) {
          System.arraycopy(u.data(), j * features.length, features, 0, features.length);
          sigma.values(features, 0, features.length);
          addScaled((float) w[j], features, part);
        }
        for (int i = 0; i < outputs.length; i++) {
          outputs[i] += part[i];
        }
      }
      return outputs;
    }

    private static void addScaled(float factor, float[] summand, float[] sum) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] = Math.fma(factor, summand[i], sum[i]);
      }
    }

    @Override
    public boolean addGradient(
        Activation sigma, double[] w, double[] d, double factor, Matrix f, Matrix sum) {
      float[] descent = new float[d.length];
      for (int i = 0; i < d.length; i++) {
        descent[i] = (float) d[i];
      }
      boolean finite = true;
      for (int from = 0; from < f.rows(); from += NEURONS) {
        int to = Math.min(f.rows(), from + NEURONS);
        for (int j = from; j < to; j++) {
          slopes(sigma, j, (float) w[j], descent, (j - from) * descent.length);
        }
        algebra.multiply(s.rows(0, to - from), x, product.rows(0, to - from));
        for (int j = from; j < to; j++) {
          Matrix row = sum.rows(j, j + 1);
          add(f.rows(j, j + 1), factor, product.rows(j - from, j - from + 1), row);
          finite &= row.isFinite();
        }
      }
      return finite;
    }

    /** Writes a neuron's row of w d^T .* sigma'(u) to s, from an index on. */
    private void slopes(Activation sigma, int neuron, float w, float[] d, int at) {
      float[] row = s.data();
      System.arraycopy(u.data(), neuron * d.length, row, at, d.length);
      sigma.derivatives(row, at, at + d.length);
      for (int i = 0; i < d.length; i++) {
        row[at + i] *= w * d[i];
      }
    }

    /** Writes f + factor g to a matrix. */
    private static void add(Matrix f, double factor, FloatMatrix g, Matrix sum) {
      double[] first = f.data();
      float[] second = g.data();
      double[] to = sum.data();
      int firstOffset = f.offset();
      int secondOffset = g.offset();
      int toOffset = sum.offset();
      for (int j = 0; j < sum.size(); j++) {
        to[toOffset + j] = first[firstOffset + j] + factor * second[secondOffset + j];
      }
    }
  }
}
