package io.onestep.equivalence.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ChebyshevPointsTest {
  private static final ChebyshevPoints POINTS = ChebyshevPoints.of(0.5, 2, 24);

  private static double[] values(double x) {
    return new double[] {Math.exp(x), Math.sin(x), 3};
  }

  /** 401 arguments are no multiple of a block; some are nodes, one is next to one. */
  private static double[] arguments() {
    double[] x = new double[401];
    for (int i = 0; i < x.length; i++) {
      x[i] = -1.5 + i * 0.01;
    }
    x[0] = POINTS.nodes()[23];
    x[130] = POINTS.nodes()[0];
    x[131] = Math.nextUp(POINTS.nodes()[11]);
    x[400] = POINTS.nodes()[7];
    return x;
  }

  @Test
  void manyArgumentsAreInterpolatedAsOneIs() {
    double[][] table = new double[24][];
    for (int j = 0; j < table.length; j++) {
      table[j] = values(POINTS.nodes()[j]);
    }
    double[] x = arguments();
    double[][] many = POINTS.interpolate(table, x);
    assertThat(many).hasDimensions(3, x.length);
    double[] one = new double[3];
    for (int i = 0; i < x.length; i++) {
      POINTS.interpolate(table, x[i], one);
      double[] exact = values(x[i]);
      for (int q = 0; q < 3; q++) {
        assertThat(many[q][i]).as("value %d at %s", q, x[i]).isCloseTo(one[q], within(1e-13));
        assertThat(many[q][i]).as("value %d at %s", q, x[i]).isCloseTo(exact[q], within(1e-12));
      }
    }
  }
}
