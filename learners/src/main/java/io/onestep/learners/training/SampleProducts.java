package io.onestep.learners.training;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Precision;

/** The two products of a gradient step with its samples X1, in one precision or the other. */
sealed interface SampleProducts {
  /** The rows of a product: enough for full speed, and few enough to save memory. */
  int NEURONS = 1024;

  /** Computes the pre-activations of a first layer and prepares for the products of a gradient. */
  static SampleProducts of(Precision precision, Matrix f, Matrix x, LinearAlgebra algebra) {
    return switch (precision) {
      case SINGLE -> {
        FloatMatrix samples = FloatMatrix.of(x);
        FloatMatrix u = FloatMatrix.zeros(f.rows(), x.rows());
        algebra.multiplyTransposed(FloatMatrix.of(f), samples, u);
        int rows = Math.min(f.rows(), NEURONS);
        FloatMatrix s = FloatMatrix.zeros(rows, x.rows());
        yield new Rounded(samples, u, s, FloatMatrix.zeros(rows, x.columns()), algebra);
      }
      case DOUBLE -> {
        Matrix u = Matrix.zeros(f.rows(), x.rows());
        algebra.multiplyTransposed(1, f, x, 0, u);
        yield new Exact(x, u, algebra);
      }
    };
  }

  /** Writes the pre-activations F X1^T of neurons, a neuron a row, to a matrix. */
  void preactivations(int from, int to, Matrix target);

  /**
   * Adds factor s X1 to some rows of a first layer.
   *
   * @return whether these rows are finite
   */
  boolean addTo(Matrix f, double factor, Rows s);

  /** Computes rows of s one by one, so that each is used while it is in a core's cache. */
  @FunctionalInterface
  interface Rows {
    /**
     * Computes a row.
     *
     * @param i its index
     * @param row overwritten with its m1 numbers
     */
    void fill(int i, Matrix row);
  }

  /** In double precision. */
  record Exact(Matrix x, Matrix u, LinearAlgebra algebra) implements SampleProducts {
    @Override
    public void preactivations(int from, int to, Matrix target) {
      target.assign(u.rows(from, to));
    }

    @Override
    public boolean addTo(Matrix f, double factor, Rows s) {
      Matrix all = Matrix.zeros(f.rows(), x.rows());
      for (int i = 0; i < f.rows(); i++) {
        s.fill(i, all.rows(i, i + 1));
      }
      algebra.multiply(factor, all, x, 1, f);
      return f.isFinite();
    }
  }

  /**
   * In single precision, except for the sum of the first layer and the gradient.
   *
   * @param x the samples
   * @param u their pre-activations
   * @param s room for the rows of an {@link #addTo}
   * @param product room for their product
   */
  record Rounded(
      FloatMatrix x, FloatMatrix u, FloatMatrix s, FloatMatrix product, LinearAlgebra algebra)
      implements SampleProducts {
    @Override
    public void preactivations(int from, int to, Matrix target) {
      u.rows(from, to).copyTo(target);
    }

    @Override
    public boolean addTo(Matrix f, double factor, Rows rows) {
      Matrix row = Matrix.zeros(1, x.rows());
      for (int i = 0; i < f.rows(); i++) {
        rows.fill(i, row);
        s.rows(i, i + 1).assign(row);
      }
      algebra.multiply(s.rows(0, f.rows()), x, product.rows(0, f.rows()));
      boolean finite = true;
      for (int i = 0; i < f.rows(); i++) {
        Matrix sum = f.rows(i, i + 1);
        add(factor, product.rows(i, i + 1), sum);
        finite &= sum.isFinite();
      }
      return finite;
    }

    private static void add(double factor, FloatMatrix summand, Matrix sum) {
      float[] from = summand.data();
      double[] to = sum.data();
      int fromOffset = summand.offset();
      int toOffset = sum.offset();
      for (int j = 0; j < sum.size(); j++) {
        to[toOffset + j] += factor * from[fromOffset + j];
      }
    }
  }
}
