package io.onestep.datamodels.mixture;

import io.onestep.api.data.Covariance;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.random.RandomStreams;
import io.onestep.datamodels.mixture.GaussianMixtureFactory.ComponentConfig;
import io.onestep.datamodels.mixture.GaussianMixtureFactory.Config;
import io.onestep.datamodels.mixture.GaussianMixtureFactory.MeanConfig;
import io.onestep.datamodels.mixture.GaussianMixtureFactory.SpikeConfig;
import io.onestep.datamodels.mixture.GaussianMixtureFactory.SpikeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One draw of a general mixture's directions and means. Each random vector has a stream of its own,
 * so that a further component or spike redraws no other.
 */
final class MixtureDraw {
  /** A cosine as near to 1 or -1 as this is 1 or -1 but for rounding. */
  private static final double ROUNDING = 1e-12;

  private final Config config;
  private final int n;
  private final double spread;
  private final List<Optional<CovarianceFile>> files;
  private final RandomStreams streams;

  /** The spikes of each component, as far as drawn. */
  private final List<List<Spike>> spikes = new ArrayList<>();

  MixtureDraw(
      Config config,
      int n,
      double spread,
      List<Optional<CovarianceFile>> files,
      RandomStreams streams) {
    this.config = config;
    this.n = n;
    this.spread = spread;
    this.files = files;
    this.streams = streams;
  }

  Population population() {
    List<ComponentConfig> configs = config.components();
    for (int c = 0; c < configs.size(); c++) {
      spikes.add(drawSpikes(c));
    }
    double sum = configs.stream().mapToDouble(ComponentConfig::weight).sum();
    List<MixtureComponent> components = new ArrayList<>();
    for (int c = 0; c < configs.size(); c++) {
      components.add(
          new MixtureComponent(configs.get(c).weight() / sum, drawMean(c), covariance(c)));
    }
    return new GaussianMixture(components, config.allocation());
  }

  private Covariance covariance(int c) {
    return files
        .get(c)
        .<Covariance>map(CovarianceFile::covariance)
        .orElseGet(() -> new SpikedCovariance(n, config.components().get(c).bulk(), spikes.get(c)));
  }

  /** Draws a component's spikes: first the given directions, then the aligned, then the random. */
  private List<Spike> drawSpikes(int c) {
    List<SpikeConfig> configs = config.components().get(c).spikes();
    double[][] directions = new double[configs.size()][];
    OrthonormalFrame frame = new OrthonormalFrame(n);
    // What the free part of an aligned direction is orthogonal to: the given directions, and all
    // directions that others are aligned with, so that the i-th has no part of the j-th's.
    OrthonormalFrame avoided = new OrthonormalFrame(n);
    for (int i = 0; i < directions.length; i++) {
      if (!configs.get(i).vector().isEmpty()) {
        directions[i] = configs.get(i).unit();
        frame.add(directions[i]);
        avoided.add(directions[i]);
      }
    }
    for (SpikeConfig spike : configs) {
      spike.alignedWith().ifPresent(reference -> avoided.add(direction(reference)));
    }
    for (int i = 0; i < directions.length; i++) {
      if (configs.get(i).alignedWith().isPresent()) {
        directions[i] = drawAligned(c, i, frame, avoided);
        frame.add(directions[i]);
      }
    }
    List<Spike> drawn = new ArrayList<>();
    for (int i = 0; i < directions.length; i++) {
      if (directions[i] == null) {
        directions[i] = frame.addRandom(spikeStreams(c, i).stream("direction"));
      }
      drawn.add(new Spike(configs.get(i).theta().orElse(spread), directions[i]));
    }
    return List.copyOf(drawn);
  }

  /**
   * Draws a unit vector g that is orthogonal to the component's other directions and has the exact
   * cosine a with the vector r that it is aligned with. With r' the part of r that is orthogonal to
   * the other directions: g = a r'/||r'||^2 + sqrt(1 - a^2/||r'||^2) h, h random.
   */
  private double[] drawAligned(int c, int i, OrthonormalFrame frame, OrthonormalFrame avoided) {
    SpikeConfig spike = config.components().get(c).spikes().get(i);
    double[] part = frame.orthogonalPart(direction(spike.alignedWith().orElseThrow()));
    double norm = Vectors.norm(part);
    double cosine = spike.cosine() == 0 ? 0 : spike.cosine() / norm;
    if (!(Math.abs(cosine) <= 1 + ROUNDING)) {
      throw new InvalidInputException(
          "",
          "data model gaussian-mixture: spike "
              + (i + 1)
              + " of component "
              + (c + 1)
              + " cannot have the cosine "
              + spike.cosine()
              + " with the spike that it is aligned with: orthogonal to the component's other"
              + " spikes, it has at most "
              + String.format(Locale.ROOT, "%.4f", norm));
    }
    if (Math.abs(cosine) >= 1 - ROUNDING) {
      return Vectors.multiple(Math.signum(cosine) / norm, part);
    }
    double[] free = avoided.addRandom(spikeStreams(c, i).stream("direction"));
    double sine = Math.sqrt((1 - cosine) * (1 + cosine));
    return Vectors.combine(cosine == 0 ? 0 : cosine / norm, part, sine, free);
  }

  private double[] drawMean(int c) {
    if (config.components().get(c).mean().isEmpty()) {
      return new double[n];
    }
    MeanConfig mean = config.components().get(c).mean().get();
    double[] vector;
    if (!mean.vector().isEmpty()) {
      vector = GaussianMixtureFactory.array(mean.vector());
    } else if (mean.along().isPresent()) {
      vector = direction(mean.along().get());
    } else {
      vector = new OrthonormalFrame(n).addRandom(streams.child("component", c).stream("mean"));
    }
    return Vectors.multiple(mean.coefficient(), vector);
  }

  private RandomStreams spikeStreams(int c, int i) {
    return streams.child("component", c).child("spike", i);
  }

  private double[] direction(SpikeReference reference) {
    return spikes.get(reference.component() - 1).get(reference.spike() - 1).direction();
  }
}
