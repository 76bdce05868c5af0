package io.onestep.datamodels.mixture;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.DataModel;
import io.onestep.api.data.DataModelFactory;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The paper's mixture: two components with zero means and covariances Sigma_c = I + sum_i
 * theta_{c,i} g_{c,i} g_{c,i}^T, i = 1..d, whose directions g_{c,i} are random (Demir and Dogan,
 * section 2 and figures 1 and 2).
 */
public final class StructuredMixtureFactory
    implements DataModelFactory<StructuredMixtureFactory.Config> {
  /** Creates the factory. */
  public StructuredMixtureFactory() {}

  /** The strengths of a component's spikes. */
  public enum Spikes {
    /** All spikes have the strength theta. */
    EQUAL,
    /**
     * Each has theta times an independent draw of U(0, 1); those of component 2 are then multiplied
     * by one number that gives both components the same trace.
     */
    UNIFORM
  }

  /**
   * The parameters.
   *
   * @param rho the weight of component 1
   * @param rank the number d of spikes of each component
   * @param spread the strength theta of the spikes
   * @param spikes the strengths relative to theta
   * @param alignment g_{1,i}^T g_{2,i}, exactly; g_{1,i}^T g_{2,j} is then 0 for different i and j
   * @param allocation how rows are shared out among the components
   */
  public record Config(
      @Parameter(
              value = "weight rho of component 1; component 2 has 1 - rho",
              defaultValue = "0.5",
              range = "[0, 1]")
          double rho,
      @Parameter(
              value = "number d of spikes of each component, at most n",
              defaultValue = "1",
              range = "[0, inf)")
          int rank,
      @Parameter(
              value = "strength theta of the spikes; absent: n^(beta (1 - alpha))",
              range = "[0, inf)")
          OptionalDouble spread,
      @Parameter(
              value =
                  "strengths relative to theta: equal, or uniform on (0, 1) with equal sums in both"
                      + " components",
              defaultValue = "\"equal\"")
          Spikes spikes,
      @Parameter(
              value =
                  "exact cosine between the i-th directions of both components, needs n >= 2 rank;"
                      + " absent: independent directions",
              range = "[-1, 1]")
          OptionalDouble alignment,
      @Parameter(
              value =
                  "rows of each component: stratified (int(rho m) of component 1) or multinomial",
              defaultValue = "\"stratified\"")
          Allocation allocation) {
    /** Validates the ranges. */
    public Config {
      Range.parse("[0, 1]").require("rho", rho);
      if (rank < 0) {
        throw new InvalidValueException("rank", rank, "at least 0");
      }
      spread.ifPresent(theta -> Range.parse("[0, inf)").require("spread", theta));
      Objects.requireNonNull(spikes, "spikes");
      alignment.ifPresent(cosine -> Range.parse("[-1, 1]").require("alignment", cosine));
      Objects.requireNonNull(allocation, "allocation");
    }
  }

  @Override
  public String name() {
    return "structured-mixture";
  }

  @Override
  public String summary() {
    return "two components N(0, I + sum_i theta_i g_i g_i^T) with random directions g_i";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public DataModel create(Config config, ComponentContext context) {
    int n = context.sizes().n();
    if (config.rank() > n) {
      throw new InvalidValueException("rank", config.rank(), "at most n = " + n);
    }
    boolean needsOrthogonalDirections =
        config.alignment().isPresent() && Math.abs(config.alignment().getAsDouble()) < 1;
    if (needsOrthogonalDirections && config.rank() > n / 2) {
      throw new InvalidValueException(
          "rank", config.rank(), "at most n/2 where alignment is given, with n = " + n);
    }
    double theta = config.spread().orElse(context.scaling().spread(n));
    return new Model(config, n, theta);
  }

  private record Model(Config config, int n, double theta) implements DataModel {
    @Override
    public Population draw(RandomStreams streams) {
      return StructuredMixtureFactory.draw(config, n, theta, streams);
    }

    @Override
    public OptionalDouble spread() {
      return OptionalDouble.of(theta);
    }
  }

  /** Each random thing has its own stream: changing one parameter redraws nothing else. */
  private static Population draw(Config config, int n, double theta, RandomStreams streams) {
    RandomStreams first = streams.child("component", 0);
    RandomStreams second = streams.child("component", 1);
    List<double[]> g1 = directions(config.rank(), n, first.stream("directions"));
    RandomStream random = second.stream("directions");
    List<double[]> g2 =
        config.alignment().isPresent()
            ? aligned(g1, config.alignment().getAsDouble(), n, random)
            : directions(config.rank(), n, random);

    double[] theta1 = strengths(config, theta, first.stream("strengths"));
    double[] theta2 = strengths(config, theta, second.stream("strengths"));
    double sum1 = Arrays.stream(theta1).sum();
    double sum2 = Arrays.stream(theta2).sum();
    if (sum2 > 0) {
      theta2 = Vectors.multiple(sum1 / sum2, theta2);
    }
    return new GaussianMixture(
        List.of(component(config.rho(), theta1, g1, n), component(1 - config.rho(), theta2, g2, n)),
        config.allocation());
  }

  private static List<double[]> directions(int rank, int n, RandomStream random) {
    OrthonormalFrame frame = new OrthonormalFrame(n);
    return Stream.generate(() -> frame.addRandom(random)).limit(rank).toList();
  }

  /** Returns g_{2,i} = a g_{1,i} + sqrt(1 - a^2) h_i, with h_i orthonormal and orthogonal to g1. */
  private static List<double[]> aligned(
      List<double[]> g1, double cosine, int n, RandomStream random) {
    double sine = Math.sqrt((1 - cosine) * (1 + cosine));
    if (sine == 0) {
      return g1.stream().map(g -> Vectors.multiple(cosine, g)).toList();
    }
    OrthonormalFrame frame = new OrthonormalFrame(n);
    g1.forEach(frame::add);
    return g1.stream().map(g -> Vectors.combine(cosine, g, sine, frame.addRandom(random))).toList();
  }

  private static double[] strengths(Config config, double theta, RandomStream random) {
    double[] strengths = new double[config.rank()];
    for (int i = 0; i < strengths.length; i++) {
      strengths[i] = config.spikes() == Spikes.UNIFORM ? theta * random.nextDouble() : theta;
    }
    return strengths;
  }

  private static MixtureComponent component(
      double weight, double[] thetas, List<double[]> directions, int n) {
    List<Spike> spikes = new ArrayList<>();
    for (int i = 0; i < thetas.length; i++) {
      spikes.add(new Spike(thetas[i], directions.get(i)));
    }
    return new MixtureComponent(weight, new double[n], new SpikedCovariance(n, 1, spikes));
  }
}
