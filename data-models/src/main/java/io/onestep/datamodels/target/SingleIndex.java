package io.onestep.datamodels.target;

import io.onestep.api.activation.Activation;
import io.onestep.api.data.Index;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.Labelling;
import io.onestep.api.parameter.Range;
import io.onestep.api.random.RandomStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Labels of a single-index model: y = s(xi^T x) + delta eps, eps ~ N(0, 1) (Demir and Dogan,
 * section 2).
 *
 * @param xi the direction with its norm, n finite numbers
 * @param activation the link function s
 * @param noise the standard deviation delta of the label noise, at least 0
 */
public record SingleIndex(double[] xi, Activation activation, double noise) implements Labelling {
  /** Validates that xi is finite and the noise not negative. */
  public SingleIndex {
    Projections.requireFinite(xi);
    Objects.requireNonNull(activation, "activation");
    Range.parse("[0, inf)").require("noise", noise);
  }

  @Override
  public double[] label(Inputs inputs, RandomStream random) {
    return Projections.withNoise(Projections.activated(inputs.x(), xi, activation), noise, random);
  }

  @Override
  public List<double[]> directions() {
    return List.of(xi);
  }

  @Override
  public Optional<LabelLaw> law() {
    return Optional.of(LabelLaw.singleIndex(new Index(1, xi, activation), noise));
  }
}
