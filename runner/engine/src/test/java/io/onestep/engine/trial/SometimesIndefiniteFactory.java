package io.onestep.engine.trial;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.DataModel;
import io.onestep.api.data.DataModelFactory;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.MixtureComponent;
import io.onestep.datamodels.mixture.Allocation;
import io.onestep.datamodels.mixture.GaussianMixture;
import java.util.List;

/** Draws [[1, c], [c, 1]] with c uniform on (0.5, 1.5): no covariance in half of all draws. */
public final class SometimesIndefiniteFactory
    implements DataModelFactory<SometimesIndefiniteFactory.Config> {
  public record Config() {}

  @Override
  public String name() {
    return "sometimes-indefinite";
  }

  @Override
  public String summary() {
    return "a covariance that is one in half of all draws";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public DataModel create(Config config, ComponentContext context) {
    return streams -> {
      double c = 0.5 + streams.stream("c").nextDouble();
      DenseCovariance covariance =
          new DenseCovariance(Matrix.ofRows(new double[][] {{1, c}, {c, 1}}));
      return new GaussianMixture(
          List.of(new MixtureComponent(1, new double[2], covariance)), Allocation.STRATIFIED);
    };
  }
}
