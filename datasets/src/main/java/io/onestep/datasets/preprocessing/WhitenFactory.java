package io.onestep.datasets.preprocessing;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.data.PreprocessingFactory;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.random.RandomStreams;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * Makes the mean S of the classes' covariances the identity, up to a ridge: x becomes L^-1 x with L
 * L^T = S + ridge (Tr S / n) I. (Other square roots of the inverse than Cholesky's differ by a
 * rotation, which a network whose first layer is isotropic does not see.)
 */
public final class WhitenFactory implements PreprocessingFactory<WhitenFactory.Config> {
  /** Creates the factory. */
  public WhitenFactory() {}

  /**
   * The parameters.
   *
   * @param ridge the ridge as a share of the mean variance
   */
  public record Config(
      @Parameter(
              value = "ridge added to the covariance, as a share of its mean variance Tr S / n",
              defaultValue = "1e-3",
              range = "[0, inf)")
          double ridge) {
    /** Validates the range. */
    public Config {
      Range.parse("[0, inf)").require("ridge", ridge);
    }
  }

  @Override
  public String name() {
    return "whiten";
  }

  @Override
  public String summary() {
    return "makes the mean of the classes' covariances the identity, up to a ridge";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Preprocessing create(Config config, ComponentContext context) {
    return new Whitening(config.ridge());
  }

  private record Whitening(double ridge) implements Preprocessing {
    @Override
    public ClassedInputs apply(ClassedInputs inputs, RandomStreams streams) {
      return whitened(inputs, ridge);
    }
  }

  private static ClassedInputs whitened(ClassedInputs inputs, double ridge) {
    if (inputs.classes().stream().anyMatch(c -> c.noise() > 0)) {
      throw new InvalidInputException(
          "", "preprocessing whiten: must come before noise, which it would make unequal");
    }
    RealMatrix covariance = Pooled.covariance(inputs);
    double diagonal = ridge * covariance.getTrace() / inputs.dimension();
    for (int j = 0; j < inputs.dimension(); j++) {
      covariance.addToEntry(j, j, diagonal);
    }
    double[][] root = root(covariance);
    return new ClassedInputs(
        inputs.classes().stream().map(c -> c.withX(solve(root, c.x()))).toList());
  }

  private static double[][] root(RealMatrix covariance) {
    try {
      return new CholeskyDecomposition(covariance).getL().getData();
    } catch (MathIllegalArgumentException e) {
      throw new InvalidInputException(
          "",
          "preprocessing whiten: the covariance is singular, so the ridge must be larger ("
              + e.getMessage()
              + ")");
    }
  }

  /** Replaces each row x by the solution y of L y = x. */
  private static Matrix solve(double[][] root, Matrix x) {
    Matrix solutions = Matrix.zeros(x.rows(), x.columns());
    for (int row = 0; row < x.rows(); row++) {
      double[] y = x.row(row);
      for (int i = 0; i < y.length; i++) {
        for (int j = 0; j < i; j++) {
          y[i] -= root[i][j] * y[j];
        }
        y[i] /= root[i][i];
        solutions.set(row, i, y[i]);
      }
    }
    return solutions;
  }
}
