package io.onestep.equivalence.gradient;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;

/** A matrix A by its products with vectors. */
interface LinearMap {
  /** Returns the number of A's columns. */
  int columns();

  /** Returns A x. */
  double[] multiply(double[] x);

  /** Returns A^T y. */
  double[] transposedMultiply(double[] y);

  /** Returns the map of a matrix. */
  static LinearMap of(Matrix a, LinearAlgebra algebra) {
    return new Dense(a, algebra);
  }

  /** Returns the map A - u v^T. */
  default LinearMap minus(double[] u, double[] v) {
    return new Updated(this, u, v);
  }

  /** A matrix. */
  record Dense(Matrix a, LinearAlgebra algebra) implements LinearMap {
    @Override
    public int columns() {
      return a.columns();
    }

    @Override
    public double[] multiply(double[] x) {
      return algebra.multiply(a, x);
    }

    @Override
    public double[] transposedMultiply(double[] y) {
      return algebra.transposedMultiply(a, y);
    }
  }

  /** A map less a rank-one matrix. */
  record Updated(LinearMap map, double[] u, double[] v) implements LinearMap {
    @Override
    public int columns() {
      return map.columns();
    }

    @Override
    public double[] multiply(double[] x) {
      double[] product = map.multiply(x);
      Vectors.add(-Vectors.dot(v, x), u, product);
      return product;
    }

    @Override
    public double[] transposedMultiply(double[] y) {
      double[] product = map.transposedMultiply(y);
      Vectors.add(-Vectors.dot(u, y), v, product);
      return product;
    }
  }
}
