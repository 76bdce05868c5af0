package io.onestep.equivalence.prediction;

import static io.onestep.equivalence.Fixtures.dot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.equivalence.moments.Moments;
import io.onestep.equivalence.structure.StructuredFeatures;
import io.onestep.equivalence.structure.StructuredFeatures.ComponentShare;
import java.util.List;
import java.util.function.ToDoubleFunction;
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

  /** A component's traces by their definition. */
  static ComponentTraces of(RealMatrix r, double[] cross, Moments component, double q) {
    RealMatrix inverse = inverse(r, q);
    RealMatrix own = dense(component.second());
    double[] w = inverse.operate(cross);
    return new ComponentTraces(
        component.weight(),
        component.labelMean(),
        component.labelSquare(),
        dot(w, component.mean()),
        dot(w, component.cross()),
        dot(w, own.operate(w)),
        own.multiply(inverse).multiply(r).multiply(inverse).getTrace());
  }

  /** Asserts that all of a resolvent is what the dense R gives, up to a relative error. */
  static void assertSame(
      FeatureResolvent resolvent,
      RealMatrix r,
      double[] cross,
      List<Moments> components,
      double q,
      double error) {
    ResolventTraces expected = of(r, cross, q);
    assertThat(resolvent.features()).isEqualTo(r.getRowDimension());
    assertThat(resolvent.trace()).isCloseTo(r.getTrace(), within(error * r.getTrace()));
    assertClose(resolvent.at(q), expected, error);
    List<ComponentTraces> actual = resolvent.components(q);
    assertThat(actual).hasSameSizeAs(components);
    for (int c = 0; c < actual.size(); c++) {
      double[] a = numbers(actual.get(c));
      double[] b = numbers(of(r, cross, components.get(c), q));
      for (int i = 0; i < a.length; i++) {
        assertThat(a[i])
            .as("%s of component %d", COMPONENT[i], c)
            .isCloseTo(b[i], within(error * Math.abs(b[i]) + error));
      }
    }
    assertAverages(actual, expected, error);
  }

  /** Components' traces average to those of the mixture. */
  static void assertAverages(
      List<ComponentTraces> components, ResolventTraces mixture, double error) {
    assertThat(average(components, ComponentTraces::explained))
        .isCloseTo(mixture.explained(), within(error * mixture.explained()));
    assertThat(average(components, ComponentTraces::square))
        .isCloseTo(mixture.square(), within(error * mixture.square()));
    assertThat(average(components, ComponentTraces::df2))
        .isCloseTo(mixture.df2(), within(error * mixture.df2()));
  }

  private static double average(
      List<ComponentTraces> components, ToDoubleFunction<ComponentTraces> value) {
    return components.stream().mapToDouble(c -> c.weight() * value.applyAsDouble(c)).sum();
  }

  static final String[] COMPONENT = {
    "weight", "label mean", "label square", "mean", "explained", "square", "df2"
  };

  static double[] numbers(ComponentTraces t) {
    return new double[] {
      t.weight(), t.labelMean(), t.labelSquare(), t.mean(), t.explained(), t.square(), t.df2()
    };
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

  /** A component's second moment written out, over its weight; the gram is the block's. */
  static Matrix second(StructuredFeatures features, ComponentShare share, Matrix gram) {
    int k = gram.rows();
    Matrix second = Matrix.zeros(k, k);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double sum = i == j ? share.diagonal()[i] : 0;
        for (int a = 0; a < share.own().length; a++) {
          sum += share.own()[a] ? features.columns()[a][i] * features.columns()[a][j] : 0;
        }
        for (int b = 0; b < features.alpha().length; b++) {
          for (int c = 0; c < features.alpha().length; c++) {
            double mixed =
                share.mixing().get(b, c) * features.alpha()[b][i] * features.alpha()[c][j];
            sum += mixed * gram.get(i, j);
          }
        }
        second.set(i, j, sum / (k * share.weight()));
      }
    }
    return second;
  }
}
