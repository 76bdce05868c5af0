package io.onestep.equivalence.prediction;

import static io.onestep.equivalence.Fixtures.dot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/** A resolvent's traces by their definition, from the inverse of R + q (Hipparchus, LU). */
final class Traces {
  private Traces() {}

  static RealMatrix dense(Matrix a) {
    RealMatrix copy = new Array2DRowRealMatrix(a.rows(), a.columns());
    for (int i = 0; i < a.rows(); i++) {
      copy.setRow(i, a.row(i));
    }
    return copy;
  }

  static ResolventTraces of(RealMatrix r, double[] cross, double q) {
    RealMatrix inverse = inverse(r, q);
    RealMatrix kept = r.multiply(inverse);
    double[] v = inverse.operate(cross);
    return new ResolventTraces(
        kept.getTrace(),
        kept.multiply(kept).getTrace(),
        kept.multiply(inverse).getTrace(),
        dot(cross, v),
        dot(v, r.operate(v)),
        dot(v, v));
  }

  private static RealMatrix inverse(RealMatrix r, double q) {
    RealMatrix identity = MatrixUtils.createRealIdentityMatrix(r.getRowDimension());
    return new LUDecomposition(r.add(identity.scalarMultiply(q))).getSolver().getInverse();
  }

  /** Asserts that all of a resolvent is what the dense R gives, up to a relative error. */
  static void assertSame(
      FeatureResolvent resolvent,
      RealMatrix r,
      double[] cross,
      List<double[]> means,
      double q,
      double error) {
    ResolventTraces expected = of(r, cross, q);
    assertThat(resolvent.features()).isEqualTo(r.getRowDimension());
    assertThat(resolvent.trace()).isCloseTo(r.getTrace(), within(error * r.getTrace()));
    assertClose(resolvent.at(q), expected, error);
    double[] v = inverse(r, q).operate(cross);
    double[] actual = resolvent.componentMeans(q);
    assertThat(actual).hasSize(means.size());
    for (int c = 0; c < actual.length; c++) {
      double size = Math.sqrt(dot(v, v) * dot(means.get(c), means.get(c)));
      assertThat(actual[c]).isCloseTo(dot(v, means.get(c)), within(error * size));
    }
  }

  static void assertClose(ResolventTraces actual, ResolventTraces expected, double error) {
    double[] a = numbers(actual);
    double[] b = numbers(expected);
    String[] names = {"df1", "df2", "spread", "explained", "square", "norm"};
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i]).as(names[i]).isCloseTo(b[i], within(error * Math.abs(b[i])));
    }
  }

  static double[] numbers(ResolventTraces t) {
    return new double[] {t.df1(), t.df2(), t.spread(), t.explained(), t.square(), t.norm()};
  }
}
