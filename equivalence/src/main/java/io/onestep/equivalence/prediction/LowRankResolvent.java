package io.onestep.equivalence.prediction;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.equivalence.structure.Directions;
import io.onestep.equivalence.structure.NeuronTypes;
import io.onestep.equivalence.structure.StructuredFeatures;
import io.onestep.equivalence.structure.StructuredFeatures.ComponentShare;
import java.util.List;

/**
 * The resolvent of the structured features of a given first layer: R + q = (1/k) (d + B B^T), d_i =
 * D_i + k q, the blocks' n columns each among B, by Woodbury's identity in O(k n^2 + n^3) for each
 * q. No k x k matrix is formed. With c columns of B, it takes two k x c matrices and three of c x
 * c. All are put into the room of the linear algebra, so there it is used until the next is.
 */
public final class LowRankResolvent implements FeatureResolvent {
  /** The room of what is as large as B and needed for a moment. */
  private static final String SCRATCH = "low-rank resolvent: scratch";

  private static final String GRAM = "low-rank resolvent: Gram matrix";

  private final StructuredFeatures features;

  /** B, k x c. */
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
    int blocks = features.alpha().length;
    int columns = few + blocks * n;
    Matrix rows = algebra.room().matrix("low-rank resolvent: columns", k, columns);
    // The parts of f^_i outside of the directions, in a part of the scratch.
    Matrix rest = Matrix.of(k, n, algebra.room().matrix(SCRATCH, k, columns).data());
    rest.assign(f);
    algebra.multiply(-1, types.projections(), directions.basis(), 1, rest);
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
    Matrix x = inverse(inverse);
    Matrix y = square("low-rank resolvent: product");
    algebra.multiply(1, x, gram(inverse, 1), 0, y);
    Matrix w3 = gram(inverse, 1.5);
    double t1 = 0;
    double t2 = 0;
    for (int a = 0; a < x.rows(); a++) {
      t1 += y.get(a, a);
      for (int b = 0; b < x.rows(); b++) {
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

  /**
   * With N = (d + B B^T)^-1 and H = N - q k N^2, G R G = k H. B^T N B = I - X and B^T N^2 B = X B^T
   * d^-2 B X, X = (I + B^T d^-1 B)^-1, give the parts in the span of B, and the elements of H on
   * the diagonal the rest.
   */
  @Override
  public List<ComponentTraces> components(double q) {
    int k = rows.rows();
    int size = rows.columns();
    double[] inverse = new double[k];
    for (int i = 0; i < k; i++) {
      inverse[i] = 1 / (features.diagonal()[i] + k * q);
    }
    Matrix x = inverse(inverse);
    Matrix half = square("low-rank resolvent: product");
    algebra.multiply(1, x, gram(inverse, 1), 0, half);
    Matrix square = square(GRAM); // the Gram matrix is not needed any more
    algebra.multiply(1, half, x, 0, square);
    Matrix kept = half; // B^T H B, in the place of what is not needed any more either
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        kept.set(a, b, (a == b ? 1 : 0) - x.get(a, b) - q * k * square.get(a, b));
      }
    }
    double[] ofX = forms(x);
    double[] ofSquare = forms(square);
    double[] diagonal = new double[k]; // of H
    for (int i = 0; i < k; i++) {
      double d = inverse[i];
      double ofN = d - d * d * ofX[i];
      double ofN2 = d * d * (1 - 2 * d * ofX[i] + ofSquare[i]);
      diagonal[i] = ofN - q * k * ofN2;
    }
    double[] v = populationRidge(inverse, x);
    double[] projected = algebra.transposedMultiply(rows, v);
    return features.components().stream()
        .map(share -> traces(share, v, projected, kept, diagonal))
        .toList();
  }

  private ComponentTraces traces(
      ComponentShare share, double[] v, double[] projected, Matrix kept, double[] diagonal) {
    double mean = 0;
    double explained = 0;
    double square = 0;
    double df2 = 0;
    for (int i = 0; i < v.length; i++) {
      mean += share.mean()[i] * v[i];
      explained += share.cross()[i] * v[i];
      square += share.diagonal()[i] * v[i] * v[i];
      df2 += share.diagonal()[i] * diagonal[i];
    }
    int few = share.own().length;
    for (int a = 0; a < few; a++) {
      if (share.own()[a]) {
        square += projected[a] * projected[a];
        df2 += kept.get(a, a);
      }
    }
    int blocks = share.mixing().rows();
    int n = (rows.columns() - few) / blocks;
    for (int b = 0; b < blocks; b++) {
      for (int d = 0; d < blocks; d++) {
        double mixing = share.mixing().get(b, d);
        for (int j = 0; j < n; j++) {
          int one = few + b * n + j;
          int other = few + d * n + j;
          square += mixing * projected[one] * projected[other];
          df2 += mixing * kept.get(one, other);
        }
      }
    }
    return new ComponentTraces(
        share.weight(),
        share.labelMean(),
        share.labelSquare(),
        mean,
        explained,
        square / share.weight(),
        df2 / share.weight());
  }

  /** For each neuron b^T a b, b its row of B. */
  private double[] forms(Matrix a) {
    Matrix products = algebra.room().matrix(SCRATCH, rows.rows(), rows.columns());
    algebra.multiply(1, rows, a, 0, products);
    double[] forms = new double[rows.rows()];
    int columns = rows.columns();
    for (int i = 0; i < forms.length; i++) {
      for (int e = i * columns; e < (i + 1) * columns; e++) {
        forms[i] += products.data()[e] * rows.data()[e];
      }
    }
    return forms;
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

  /** (I + B^T d^-1 B)^-1, from 1/d. */
  private Matrix inverse(double[] inverse) {
    Matrix w = gram(inverse, 0.5);
    for (int a = 0; a < w.rows(); a++) {
      w.set(a, a, w.get(a, a) + 1);
    }
    return algebra.invertPositiveDefinite(w, algebra.room());
  }

  /** B^T d^(-2 exponent) B, in the place of the last such matrix. */
  private Matrix gram(double[] inverse, double exponent) {
    Matrix scaled = algebra.room().matrix(SCRATCH, rows.rows(), rows.columns());
    int columns = rows.columns();
    for (int i = 0; i < inverse.length; i++) {
      double factor = Math.pow(inverse[i], exponent);
      for (int a = i * columns; a < (i + 1) * columns; a++) {
        scaled.data()[a] = factor * rows.data()[a];
      }
    }
    Matrix gram = square(GRAM);
    algebra.lowerTransposedGram(scaled, gram);
    gram.mirrorLowerTriangle();
    return gram;
  }

  private Matrix square(String name) {
    return algebra.room().matrix(name, rows.columns(), rows.columns());
  }
}
