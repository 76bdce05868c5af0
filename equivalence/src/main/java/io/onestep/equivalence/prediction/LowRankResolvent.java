package io.onestep.equivalence.prediction;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.equivalence.structure.Directions;
import io.onestep.equivalence.structure.NeuronTypes;
import io.onestep.equivalence.structure.StructuredFeatures;

/**
 * The resolvent of the structured features of a given first layer: R + q = (1/k) (d + B B^T), d_i =
 * D_i + k q, the blocks' n columns each among B, by Woodbury's identity in O(k n^2 + n^3) for each
 * q. No k x k matrix is formed.
 */
public final class LowRankResolvent implements FeatureResolvent {
  private final StructuredFeatures features;
  private final Matrix rows;
  private final LinearAlgebra algebra;

  private LowRankResolvent(StructuredFeatures features, Matrix rows, LinearAlgebra algebra) {
    this.features = features;
    this.rows = rows;
    this.algebra = algebra;
  }

  /**
   * Creates the resolvent.
   *
   * @param features the features of the neurons of f
   * @param f the first layer F^, k x n
   * @param types its types
   * @param directions the directions that types refer to
   * @param algebra the linear algebra to use
   * @return the resolvent
   */
  public static LowRankResolvent of(
      StructuredFeatures features,
      Matrix f,
      NeuronTypes types,
      Directions directions,
      LinearAlgebra algebra) {
    int k = f.rows();
    int n = f.columns();
    int few = features.columns().length;
    Matrix rest = Matrix.zeros(k, n); // the parts of f^_i outside of the directions
    rest.assign(f);
    algebra.multiply(-1, types.projections(), directions.basis(), 1, rest);
    int blocks = features.alpha().length;
    Matrix rows = Matrix.zeros(k, few + blocks * n);
    for (int i = 0; i < k; i++) {
      for (int a = 0; a < few; a++) {
        rows.set(i, a, features.columns()[a][i]);
      }
      for (int b = 0; b < blocks; b++) {
        double alpha = features.alpha()[b][i];
        for (int j = 0; j < n; j++) {
          rows.set(i, few + b * n + j, alpha * rest.get(i, j));
        }
      }
    }
    return new LowRankResolvent(features, rows, algebra);
  }

  @Override
  public int features() {
    return rows.rows();
  }

  @Override
  public double trace() {
    double sum = 0;
    for (double d : features.diagonal()) {
      sum += d;
    }
    for (int i = 0; i < rows.size(); i++) {
      sum += rows.data()[i] * rows.data()[i];
    }
    return sum / rows.rows();
  }

  @Override
  public ResolventTraces at(double q) {
    int k = rows.rows();
    double[] inverse = new double[k];
    double sum1 = 0;
    double sum2 = 0;
    for (int i = 0; i < k; i++) {
      inverse[i] = 1 / (features.diagonal()[i] + k * q);
      sum1 += inverse[i];
      sum2 += inverse[i] * inverse[i];
    }
    Matrix w = gram(inverse, 0.5);
    for (int a = 0; a < w.rows(); a++) {
      w.set(a, a, w.get(a, a) + 1);
    }
    Matrix x = algebra.invertPositiveDefinite(w);
    Matrix w2 = gram(inverse, 1);
    Matrix w3 = gram(inverse, 1.5);
    Matrix y = Matrix.zeros(w.rows(), w.rows());
    algebra.multiply(1, x, w2, 0, y);
    double t1 = 0;
    double t2 = 0;
    for (int a = 0; a < w.rows(); a++) {
      t1 += y.get(a, a);
      for (int b = 0; b < w.rows(); b++) {
        t2 += y.get(a, b) * y.get(b, a) - 2 * x.get(a, b) * w3.get(a, b);
      }
    }
    double traceQ = k * (sum1 - t1);
    double traceQ2 = (double) k * k * (sum2 + t2);
    double df1 = k - q * traceQ;
    double df2 = k - 2 * q * traceQ + q * q * traceQ2;

    double[] v = populationRidge(inverse, x);
    double explained = 0;
    double norm = 0;
    for (int i = 0; i < k; i++) {
      explained += features.cross()[i] * v[i];
      norm += k * v[i] * v[i];
    }
    return new ResolventTraces(
        df1, df2, traceQ - q * traceQ2, explained, explained - q * norm, norm);
  }

  @Override
  public double[] componentMeans(double q) {
    int k = rows.rows();
    double[] inverse = new double[k];
    for (int i = 0; i < k; i++) {
      inverse[i] = 1 / (features.diagonal()[i] + k * q);
    }
    Matrix w = gram(inverse, 0.5);
    for (int a = 0; a < w.rows(); a++) {
      w.set(a, a, w.get(a, a) + 1);
    }
    double[] v = populationRidge(inverse, algebra.invertPositiveDefinite(w));
    double[] predictions = new double[features.means().length];
    for (int c = 0; c < predictions.length; c++) {
      for (int i = 0; i < k; i++) {
        predictions[c] += features.means()[c][i] * v[i];
      }
    }
    return predictions;
  }

  /** (R + q)^-1 r / sqrt k, from 1/d and (I + B^T d^-1 B)^-1. */
  private double[] populationRidge(double[] inverse, Matrix x) {
    double[] v = new double[inverse.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = features.cross()[i] * inverse[i];
    }
    double[] z = algebra.multiply(x, algebra.transposedMultiply(rows, v));
    double[] back = algebra.multiply(rows, z);
    for (int i = 0; i < v.length; i++) {
      v[i] -= inverse[i] * back[i];
    }
    return v;
  }

  /** B^T d^(-2 exponent) B. */
  private Matrix gram(double[] inverse, double exponent) {
    Matrix scaled = Matrix.zeros(rows.rows(), rows.columns());
    int columns = rows.columns();
    for (int i = 0; i < inverse.length; i++) {
      double factor = Math.pow(inverse[i], exponent);
      for (int a = i * columns; a < (i + 1) * columns; a++) {
        scaled.data()[a] = factor * rows.data()[a];
      }
    }
    return algebra.transposedGram(scaled);
  }
}
