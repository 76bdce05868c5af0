package io.onestep.datasets.preprocessing;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.data.PreprocessingFactory;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import org.hipparchus.linear.BlockRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * Projects all inputs to fewer dimensions: x becomes V x with d orthonormal directions as the rows
 * of V. The experiment's n must be d.
 */
public final class ProjectFactory implements PreprocessingFactory<ProjectFactory.Config> {
  /** Creates the factory. */
  public ProjectFactory() {}

  /** Which directions. */
  public enum Directions {
    /**
     * The leading eigenvectors of the covariance of all inputs about the middle of the class means,
     * each class counted once.
     */
    PRINCIPAL,
    /** Uniformly random, drawn with the population. */
    RANDOM
  }

  /**
   * The parameters.
   *
   * @param dimension the number d of directions
   * @param directions which directions
   */
  public record Config(
      @Parameter(
              value = "number d of directions; n must be the same",
              range = "[1, inf)",
              example = "100")
          int dimension,
      @Parameter(
              value = "principal (the leading ones) or random (uniform)",
              defaultValue = "\"principal\"")
          Directions directions) {
    /** Validates the range. */
    public Config {
      Range.parse("[1, inf)").require("dimension", dimension);
    }
  }

  @Override
  public String name() {
    return "project";
  }

  @Override
  public String summary() {
    return "projects all inputs to fewer dimensions: the leading principal directions, or random ones";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Preprocessing create(Config config, ComponentContext context) {
    return new Projection(config.dimension(), config.directions());
  }

  private record Projection(int dimension, Directions directions) implements Preprocessing {
    @Override
    public boolean isRandom() {
      return directions == Directions.RANDOM;
    }

    @Override
    public ClassedInputs apply(ClassedInputs inputs, RandomStreams streams) {
      if (dimension > inputs.dimension()) {
        throw new InvalidInputException(
            "",
            "preprocessing project: dimension is %d but must be at most %d, that of the inputs"
                .formatted(dimension, inputs.dimension()));
      }
      RealMatrix v = isRandom() ? random(inputs.dimension(), streams) : principal(inputs);
      return new ClassedInputs(
          inputs.classes().stream().map(c -> c.withX(project(c.x(), v))).toList());
    }

    /** Returns directions as columns, n x d. */
    private RealMatrix random(int n, RandomStreams streams) {
      RandomStream stream = streams.stream("directions");
      double[][] gaussians = new double[n][];
      for (int i = 0; i < n; i++) {
        gaussians[i] = stream.gaussians(dimension);
      }
      // The first d columns of Q; their signs do not matter to a subspace.
      return new QRDecomposition(new BlockRealMatrix(gaussians))
          .getQ()
          .getSubMatrix(0, n - 1, 0, dimension - 1);
    }

    private RealMatrix principal(ClassedInputs inputs) {
      // Hipparchus gives eigenvalues in descending order.
      return new EigenDecompositionSymmetric(Pooled.totalCovariance(inputs))
          .getV()
          .getSubMatrix(0, inputs.dimension() - 1, 0, dimension - 1);
    }

    private static Matrix project(Matrix x, RealMatrix v) {
      double[][] rows = new double[x.rows()][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = x.row(i);
      }
      return Matrix.ofRows(new BlockRealMatrix(rows).multiply(v).getData());
    }
  }
}
