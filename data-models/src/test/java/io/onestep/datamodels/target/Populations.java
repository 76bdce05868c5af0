package io.onestep.datamodels.target;

import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.datamodels.mixture.Allocation;
import io.onestep.datamodels.mixture.GaussianMixture;
import java.util.ArrayList;
import java.util.List;

/** Populations for tests of targets: components of equal weights. */
final class Populations {
  private Populations() {}

  static Population mixture(SpikedCovariance... covariances) {
    return new GaussianMixture(
        List.of(covariances).stream()
            .map(c -> new MixtureComponent(1.0 / covariances.length, new double[c.dimension()], c))
            .toList(),
        Allocation.STRATIFIED);
  }

  /** Bulk 1 and spikes of one strength. */
  static SpikedCovariance spiked(double theta, double[]... directions) {
    List<Spike> spikes = new ArrayList<>();
    for (double[] direction : directions) {
      spikes.add(new Spike(theta, direction));
    }
    return new SpikedCovariance(directions[0].length, 1, spikes);
  }
}
