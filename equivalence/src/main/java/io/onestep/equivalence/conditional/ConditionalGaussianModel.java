package io.onestep.equivalence.conditional;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.FeatureLaw;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.network.TrainedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/** The conditional Gaussian model. */
record ConditionalGaussianModel() implements Equivalent {
  /** Directions whose part outside of the others' span is shorter than this count as inside. */
  private static final double INDEPENDENT = 1e-8;

  /** How many standard deviations of t the table of moments covers; what is off it is slow. */
  private static final double REACH = 8;

  /** Where one neuron has this much less weight outside of span B than another, B is too large. */
  private static final double SMALLEST_TAU = 0.01;

  @Override
  public String label() {
    return "conditional-gaussian";
  }

  @Override
  public void requireApplicable(Population population) {
    bulk(population);
  }

  @Override
  public FeatureMap features(TrainedNetwork network, Population population, LinearAlgebra algebra) {
    double bulk = bulk(population);
    double[] v = algebra.transposedMultiply(network.first().x(), network.first().y());
    Matrix basis = basis(directions(population, v), population.dimension());
    Matrix f = network.f();
    Matrix projections = Matrix.zeros(basis.rows(), f.rows());
    algebra.multiplyTransposed(1, basis, f, 0, projections);

    double[] taus = new double[f.rows()];
    double[] row = new double[f.columns()];
    for (int j = 0; j < taus.length; j++) {
      System.arraycopy(f.data(), f.offset() + j * row.length, row, 0, row.length);
      taus[j] = Math.sqrt(bulk) * norm(outside(row, basis, projections, j));
    }
    double min = Arrays.stream(taus).min().orElse(1);
    double max = Arrays.stream(taus).max().orElse(1);
    if (!(min > SMALLEST_TAU * max)) {
      throw new NumericalException(
          "the conditional Gaussian model needs neurons with comparable weights outside of the "
              + basis.rows()
              + " directions that it conditions on, but in "
              + population.dimension()
              + " dimensions these are from "
              + min
              + " to "
              + max
              + "; a larger n helps");
    }
    ConditionalMoments moments =
        ConditionalMoments.of(
            network.activation(), min, max, reach(population, basis, projections, algebra));
    return new ConditionalGaussianFeatures(
        basis, projections, Arrays.stream(taus).mapToObj(moments::at).toList());
  }

  @Override
  public Optional<FeatureLaw> law(Activation activation, Population population, double[] spike) {
    bulk(population);
    return Optional.of(
        new FeatureLaw.ConditionallyLinear(activation, directions(population, spike)));
  }

  /** Returns the variance that all components have outside of their spikes. */
  private static double bulk(Population population) {
    double[] bulks =
        population.components().stream().mapToDouble(c -> structured(c).bulk()).toArray();
    for (double bulk : bulks) {
      if (Math.abs(bulk - bulks[0]) > 1e-12 * bulks[0]) {
        throw new InvalidInputException(
            "",
            "the conditional-gaussian model needs components with one bulk variance, not "
                + Arrays.toString(bulks)
                + "; the hermite model takes any");
      }
    }
    return bulks[0];
  }

  private static SpikedCovariance structured(MixtureComponent component) {
    if (component.covariance() instanceof SpikedCovariance covariance) {
      return covariance;
    }
    throw new InvalidInputException(
        "",
        "the conditional-gaussian model needs covariances of identity plus spikes, but the"
            + " population has a dense one; the hermite model takes any");
  }

  /** Returns all g_{c,i}, all mu_c and v = X1^T y1 (up to its length), each of norm 1. */
  private static List<double[]> directions(Population population, double[] spike) {
    List<double[]> directions = new ArrayList<>();
    for (MixtureComponent component : population.components()) {
      structured(component).spikes().stream().map(Spike::direction).forEach(directions::add);
      directions.add(component.mean());
    }
    directions.add(spike);
    return directions.stream()
        .filter(direction -> norm(direction) > 0)
        .map(
            direction -> {
              double norm = norm(direction);
              return Arrays.stream(direction).map(x -> x / norm).toArray();
            })
        .toList();
  }

  /** Returns an orthonormal basis of a span, a vector a row. */
  private static Matrix basis(List<double[]> directions, int n) {
    if (directions.isEmpty()) {
      return Matrix.zeros(0, n);
    }
    RealMatrix columns = new Array2DRowRealMatrix(n, directions.size());
    for (int i = 0; i < directions.size(); i++) {
      columns.setColumn(i, directions.get(i));
    }
    SingularValueDecomposition svd = new SingularValueDecomposition(columns);
    double[] values = svd.getSingularValues();
    int rank = (int) Arrays.stream(values).filter(value -> value > INDEPENDENT).count();
    double[][] rows = new double[rank][];
    for (int r = 0; r < rank; r++) {
      rows[r] = svd.getU().getColumn(r);
    }
    return Matrix.ofRows(rows);
  }

  /** Returns f_j - B s_j; overwrites f_j. */
  private static double[] outside(double[] f, Matrix basis, Matrix projections, int j) {
    for (int r = 0; r < basis.rows(); r++) {
      for (int i = 0; i < f.length; i++) {
        f[i] -= projections.get(r, j) * basis.get(r, i);
      }
    }
    return f;
  }

  /** Returns a bound of |t| that is rarely exceeded, over components and neurons. */
  private static double reach(
      Population population, Matrix basis, Matrix projections, LinearAlgebra algebra) {
    double reach = 0;
    for (MixtureComponent component : population.components()) {
      double[] kappaMean = algebra.multiply(basis, component.mean());
      Matrix kappaCovariance = Matrix.zeros(basis.rows(), basis.rows());
      for (int r = 0; r < basis.rows(); r++) {
        double[] column = algebra.multiply(basis, component.covariance().multiply(basis.row(r)));
        System.arraycopy(column, 0, kappaCovariance.data(), r * column.length, column.length);
      }
      Matrix spread = Matrix.zeros(basis.rows(), projections.columns());
      algebra.multiply(1, kappaCovariance, projections, 0, spread);
      double[] mean = algebra.transposedMultiply(projections, kappaMean);
      for (int j = 0; j < mean.length; j++) {
        double variance = 0;
        for (int r = 0; r < basis.rows(); r++) {
          variance += projections.get(r, j) * spread.get(r, j);
        }
        reach = Math.max(reach, Math.abs(mean[j]) + REACH * Math.sqrt(variance));
      }
    }
    return reach;
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
