package io.onestep.datamodels.mixture;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.DataFile;
import io.onestep.api.data.DataModel;
import io.onestep.api.data.DataModelFactory;
import io.onestep.api.data.Population;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.random.RandomStreams;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Any mixture of Gaussians with structured covariances Sigma_c = bulk I + sum_i theta_i g_i g_i^T
 * (or with a dense one from a file): any number of components, means, spectra and directions. A
 * direction is given, random, or at an exact angle to a spike of an earlier component. Components
 * and spikes are counted from 1.
 *
 * <p>For example three components, one with a spike of strength 5, one isotropic with a random mean
 * of norm 3, and one with a spike at 60 degrees to the first one's and its mean along it:
 *
 * <pre>{@code
 * {"type": "gaussian-mixture", "components": [
 *   {"weight": 2, "spikes": [{"theta": 5}]},
 *   {"mean": {"coefficient": 3}},
 *   {"mean": {"along": {"component": 3}, "coefficient": -2},
 *    "spikes": [{"aligned_with": {"component": 1}, "cosine": 0.5}]}
 * ]}
 * }</pre>
 */
public final class GaussianMixtureFactory
    implements DataModelFactory<GaussianMixtureFactory.Config> {
  private static final double ORTHOGONALITY = 1e-9;

  /** Creates the factory. */
  public GaussianMixtureFactory() {}

  /**
   * The parameters.
   *
   * @param components the components, at least one
   * @param allocation how rows are shared out among the components
   */
  public record Config(
      @Parameter(value = "components, at least one", defaultValue = "[{}]")
          List<ComponentConfig> components,
      @Parameter(
              value =
                  "rows of each component: stratified (int(rho m), the rest of the last one) or"
                      + " multinomial",
              defaultValue = "\"stratified\"")
          Allocation allocation) {
    /** Validates the weights' sum and that all references lead to a spike. */
    public Config {
      components = List.copyOf(components);
      Objects.requireNonNull(allocation, "allocation");
      if (components.stream().mapToDouble(ComponentConfig::weight).sum() <= 0) {
        throw new InvalidValueException(
            "components", "a list without any weight", "a list with a positive weight");
      }
      for (int c = 0; c < components.size(); c++) {
        ComponentConfig component = components.get(c);
        for (SpikeConfig spike : component.spikes()) {
          // Earlier ones only, so that there are no circles.
          if (spike.alignedWith().isPresent()) {
            requireSpike(components.subList(0, c), spike.alignedWith().get(), c, "aligned with");
          }
        }
        if (component.mean().isPresent() && component.mean().get().along().isPresent()) {
          requireSpike(components, component.mean().get().along().get(), c, "its mean along");
        }
      }
    }

    private static void requireSpike(
        List<ComponentConfig> allowed, SpikeReference reference, int component, String what) {
      if (reference.component() > allowed.size()
          || reference.spike() > allowed.get(reference.component() - 1).spikes().size()) {
        throw new InvalidValueException(
            "components",
            "a list with component "
                + (component + 1)
                + " "
                + what
                + " spike "
                + reference.spike()
                + " of component "
                + reference.component(),
            "a list that refers to existing spikes, and in aligned_with to those of earlier"
                + " components");
      }
    }
  }

  /**
   * A component of the mixture.
   *
   * @param weight its probability relative to the other components'
   * @param mean its mean; absent: zero
   * @param bulk the variance in all directions but the spikes'
   * @param spikes the rank-one parts of its covariance
   * @param covarianceFile a file with its whole covariance, in place of bulk and spikes
   */
  public record ComponentConfig(
      @Parameter(
              value = "probability relative to the other components'",
              defaultValue = "1",
              range = "[0, inf)")
          double weight,
      @Parameter("mean; absent: zero") Optional<MeanConfig> mean,
      @Parameter(
              value = "variance in all directions but the spikes'",
              defaultValue = "1",
              range = "(0, inf)")
          double bulk,
      @Parameter(value = "rank-one parts of the covariance, at most n", defaultValue = "[]")
          List<SpikeConfig> spikes,
      @Parameter(
              "CSV file of n rows of n numbers, in the data folder: the whole covariance, in place"
                  + " of bulk and spikes")
          Optional<String> covarianceFile) {
    /**
     * A component with a structured covariance.
     *
     * @param weight its probability relative to the other components'
     * @param mean its mean; absent: zero
     * @param bulk the variance in all directions but the spikes'
     * @param spikes the rank-one parts of its covariance
     */
    public ComponentConfig(
        double weight, Optional<MeanConfig> mean, double bulk, List<SpikeConfig> spikes) {
      this(weight, mean, bulk, spikes, Optional.empty());
    }

    /** Validates the ranges and that given vectors are orthogonal. */
    public ComponentConfig {
      Range.parse("[0, inf)").require("weight", weight);
      Objects.requireNonNull(mean, "mean");
      Range.parse("(0, inf)").require("bulk", bulk);
      spikes = List.copyOf(spikes);
      Objects.requireNonNull(covarianceFile, "covarianceFile");
      if (covarianceFile.isPresent() && (!spikes.isEmpty() || bulk != 1)) {
        throw new InvalidValueException(
            "covarianceFile",
            covarianceFile.get(),
            "absent where bulk or spikes are given: it holds the whole covariance");
      }
      List<double[]> given =
          spikes.stream()
              .filter(spike -> !spike.vector().isEmpty())
              .map(SpikeConfig::unit)
              .toList();
      for (int i = 0; i < given.size(); i++) {
        for (int j = 0; j < i; j++) {
          if (given.get(i).length != given.get(j).length
              || Math.abs(Vectors.dot(given.get(i), given.get(j))) > ORTHOGONALITY) {
            throw new InvalidValueException(
                "spikes",
                "a list with vectors that are not orthogonal",
                "a list whose vectors have one length and are orthogonal");
          }
        }
      }
    }
  }

  /**
   * A mean other than zero: a coefficient times a vector, a spike's direction or, if neither is
   * given, a random unit vector.
   *
   * @param vector the vector; empty for another direction
   * @param along the spike whose direction it has
   * @param coefficient the factor; the mean's norm, but for the sign, unless a vector is given
   */
  public record MeanConfig(
      @Parameter(
              value = "n numbers; empty: a spike's direction or a random unit vector",
              defaultValue = "[]")
          List<Double> vector,
      @Parameter("spike whose direction the mean has; absent: random, unless a vector is given")
          Optional<SpikeReference> along,
      @Parameter(value = "factor of the vector or direction", defaultValue = "1")
          double coefficient) {
    /** Validates that all numbers are finite and at most one direction is given. */
    public MeanConfig {
      vector = finite(vector);
      Objects.requireNonNull(along, "along");
      Range.parse("(-inf, inf)").require("coefficient", coefficient);
      if (!vector.isEmpty() && along.isPresent()) {
        throw new InvalidValueException("along", along.get(), "absent where a vector is given");
      }
    }
  }

  /**
   * A rank-one part theta g g^T of a covariance. Its direction g is a given vector's, or has an
   * exact cosine with another spike's, or is random; it is orthogonal to the component's other
   * spikes.
   *
   * @param theta the strength
   * @param vector a vector with the direction; empty for another direction
   * @param alignedWith the spike of an earlier component that the direction is aligned with
   * @param cosine the inner product of both directions
   */
  public record SpikeConfig(
      @Parameter(value = "strength theta; absent: n^(beta (1 - alpha))", range = "[0, inf)")
          OptionalDouble theta,
      @Parameter(
              value = "n numbers with the direction, of any norm; empty: aligned or random",
              defaultValue = "[]")
          List<Double> vector,
      @Parameter("spike of an earlier component that this one is aligned with; absent: random")
          Optional<SpikeReference> alignedWith,
      @Parameter(
              value = "exact cosine with the direction that this one is aligned with",
              defaultValue = "1",
              range = "[-1, 1]")
          double cosine) {
    /** Validates the ranges and that at most one direction is given. */
    public SpikeConfig {
      theta.ifPresent(value -> Range.parse("[0, inf)").require("theta", value));
      vector = finite(vector);
      if (!vector.isEmpty() && vector.stream().allMatch(element -> element == 0)) {
        throw new InvalidValueException("vector", vector, "different from zero");
      }
      Objects.requireNonNull(alignedWith, "alignedWith");
      Range.parse("[-1, 1]").require("cosine", cosine);
      if (!vector.isEmpty() && alignedWith.isPresent()) {
        throw new InvalidValueException(
            "alignedWith", alignedWith.get(), "absent where a vector is given");
      }
    }

    /** Returns the given vector's direction. */
    double[] unit() {
      double[] given = array(vector);
      return Vectors.multiple(1 / Vectors.norm(given), given);
    }
  }

  /**
   * Names a spike.
   *
   * @param component its component, from 1
   * @param spike its place among the component's spikes, from 1
   */
  public record SpikeReference(
      @Parameter(value = "component, from 1", range = "[1, inf)") int component,
      @Parameter(
              value = "place among the component's spikes, from 1",
              defaultValue = "1",
              range = "[1, inf)")
          int spike) {
    /** Validates the ranges. */
    public SpikeReference {
      if (component < 1) {
        throw new InvalidValueException("component", component, "at least 1");
      }
      if (spike < 1) {
        throw new InvalidValueException("spike", spike, "at least 1");
      }
    }
  }

  private static List<Double> finite(List<Double> vector) {
    vector.forEach(element -> Range.parse("(-inf, inf)").require("vector", element));
    return List.copyOf(vector);
  }

  /** Returns the numbers as an array. */
  static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public String name() {
    return "gaussian-mixture";
  }

  @Override
  public String summary() {
    return "any number of components N(mu, bulk I + sum_i theta_i g_i g_i^T), any means, strengths"
        + " and directions";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  /**
   * Returns the data model; its {@code draw} refuses cosines that leave a component's spikes no
   * orthogonal directions.
   */
  @Override
  public DataModel create(Config config, ComponentContext context) {
    int n = context.sizes().n();
    for (ComponentConfig component : config.components()) {
      if (component.spikes().size() > n) {
        throw new InvalidValueException(
            "components",
            "a list with a component of " + component.spikes().size() + " spikes",
            "a list of components with at most n = " + n + " spikes");
      }
      component.mean().ifPresent(mean -> requireLength(mean.vector(), n));
      component.spikes().forEach(spike -> requireLength(spike.vector(), n));
    }
    Path folder = context.dataFolder().orElse(Path.of(""));
    List<Optional<CovarianceFile>> files =
        config.components().stream()
            .map(c -> c.covarianceFile().map(f -> CovarianceFile.read(folder.resolve(f), n)))
            .toList();
    return new Model(config, n, context.scaling().spread(n), files);
  }

  /** The data model, its files read. */
  private record Model(Config config, int n, double theta, List<Optional<CovarianceFile>> files)
      implements DataModel {
    @Override
    public Population draw(RandomStreams streams) {
      return new MixtureDraw(config, n, theta, files, streams).population();
    }

    @Override
    public OptionalDouble spread() {
      double[] thetas =
          config.components().stream()
              .flatMap(component -> component.spikes().stream())
              .mapToDouble(spike -> spike.theta().orElse(theta))
              .distinct()
              .toArray();
      return thetas.length == 1 ? OptionalDouble.of(thetas[0]) : OptionalDouble.empty();
    }

    @Override
    public List<DataFile> sources() {
      return files.stream().flatMap(Optional::stream).map(CovarianceFile::file).toList();
    }
  }

  private static void requireLength(List<Double> vector, int n) {
    if (!vector.isEmpty() && vector.size() != n) {
      throw new InvalidValueException(
          "components",
          "a list with a vector of " + vector.size() + " numbers",
          "a list whose vectors have n = " + n + " numbers");
    }
  }
}
