package io.onestep.datasets.preprocessing;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.InputClass;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.data.PreprocessingFactory;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.random.RandomStreams;
import io.onestep.datasets.moments.SampleMoments;
import java.util.ArrayList;
import java.util.List;

/**
 * Subtracts a mean from all inputs. The paper's experiments centre each class on its own mean, and
 * both classes on the middle of their means where means are to stay (figure 8).
 */
public final class CenterFactory implements PreprocessingFactory<CenterFactory.Config> {
  /** Creates the factory. */
  public CenterFactory() {}

  /** What is subtracted. */
  public enum Mode {
    /** From each class its own mean. */
    CLASS,
    /** From all inputs their mean. */
    JOINT,
    /** From all inputs the mean of the classes' means. */
    CLASS_MIDDLE,
    /** Nothing. */
    NONE
  }

  /**
   * The parameters.
   *
   * @param mode what is subtracted
   */
  public record Config(
      @Parameter(
              value =
                  "what is subtracted: class (from each class its own mean), joint (the mean of all"
                      + " inputs), class-middle (the mean of the classes' means), none",
              defaultValue = "\"class\"")
          Mode mode) {}

  @Override
  public String name() {
    return "center";
  }

  @Override
  public String summary() {
    return "subtracts a mean: of each class, of all inputs, or the middle of the class means";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Preprocessing create(Config config, ComponentContext context) {
    return new Centering(config.mode());
  }

  private record Centering(Mode mode) implements Preprocessing {
    @Override
    public ClassedInputs apply(ClassedInputs inputs, RandomStreams streams) {
      return centered(mode, inputs);
    }
  }

  private static ClassedInputs centered(Mode mode, ClassedInputs inputs) {
    List<InputClass> centered = new ArrayList<>();
    for (InputClass each : inputs.classes()) {
      double[] mean =
          switch (mode) {
            case CLASS -> new SampleMoments(each).mean();
            case JOINT -> mean(inputs, true);
            case CLASS_MIDDLE -> mean(inputs, false);
            case NONE -> new double[inputs.dimension()];
          };
      centered.add(each.withX(difference(each.x(), mean)));
    }
    return new ClassedInputs(centered);
  }

  /** The mean of the classes' means, each counted by its rows or once. */
  private static double[] mean(ClassedInputs inputs, boolean byRows) {
    double[] sum = new double[inputs.dimension()];
    double total = 0;
    for (InputClass each : inputs.classes()) {
      double weight = byRows ? each.x().rows() : 1;
      double[] mean = new SampleMoments(each).mean();
      for (int j = 0; j < sum.length; j++) {
        sum[j] += weight * mean[j];
      }
      total += weight;
    }
    for (int j = 0; j < sum.length; j++) {
      sum[j] /= total;
    }
    return sum;
  }

  private static Matrix difference(Matrix x, double[] mean) {
    Matrix difference = x.copy();
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        difference.set(i, j, x.get(i, j) - mean[j]);
      }
    }
    return difference;
  }
}
