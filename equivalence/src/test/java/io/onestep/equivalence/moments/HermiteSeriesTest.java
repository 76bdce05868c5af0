package io.onestep.equivalence.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.Fixtures;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HermiteSeriesTest {
  private static final int NEURONS = 7;
  private static final RandomStreams STREAMS = RandomStreams.of(8);

  /** Also where the series, or the functions, have more degrees than the others. */
  @ParameterizedTest
  @CsvSource({"1,5,5", "1,5,8", "1,8,5", "2,5,5", "2,4,6", "3,6,4"})
  void productsWithManyFunctionsAreThoseWithEach(int dimension, int ofSeries, int ofFunctions) {
    double[][] forms = new double[ofSeries][];
    for (int q = 0; q < ofSeries; q++) {
      forms[q] =
          Fixtures.vector(HermiteSeries.monomials(dimension, q), 1, STREAMS.child("forms", q));
    }
    HermiteSeries series = new HermiteSeries(dimension, forms);
    double[][] a = new double[ofFunctions][];
    for (int q = 0; q < ofFunctions; q++) {
      a[q] = Fixtures.vector(NEURONS, 2, STREAMS.child("a", q));
    }
    double[][] c = new double[dimension][];
    for (int z = 0; z < dimension; z++) {
      c[z] = Fixtures.vector(NEURONS, 1.5, STREAMS.child("c", z));
    }
    double[] products = series.products(a, c);
    assertThat(products).hasSize(NEURONS);
    for (int i = 0; i < NEURONS; i++) {
      double expected = series.product(column(a, i), column(c, i));
      assertThat(products[i]).as("neuron %d", i).isCloseTo(expected, within(1e-13));
    }
  }

  private static double[] column(double[][] rows, int i) {
    double[] column = new double[rows.length];
    for (int q = 0; q < column.length; q++) {
      column[q] = rows[q][i];
    }
    return column;
  }
}
