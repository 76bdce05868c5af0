package io.onestep.datamodels.target;

import io.onestep.api.activation.Activation;
import io.onestep.api.data.Index;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.Labelling;
import io.onestep.api.parameter.Range;
import io.onestep.api.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Labels of a multi-index model with R indices: y = (1/sqrt R) sum_r s_r(xi_r^T x) + delta eps, or
 * y = prod_r s_r(xi_r^T x) + delta eps, eps ~ N(0, 1). With one index both are a {@link
 * SingleIndex}.
 *
 * @param directions the R directions xi_r with their norms, n finite numbers each; at least one
 * @param activations the R link functions s_r
 * @param combination how the indices are combined
 * @param noise the standard deviation delta of the label noise, at least 0
 */
public record MultiIndex(
    List<double[]> directions, List<Activation> activations, Combination combination, double noise)
    implements Labelling {
  /** Copies the lists and validates the sizes, and that numbers are finite. */
  public MultiIndex {
    directions = List.copyOf(directions);
    activations = List.copyOf(activations);
    Objects.requireNonNull(combination, "combination");
    if (directions.isEmpty() || directions.size() != activations.size()) {
      throw new IllegalArgumentException(
          directions.size() + " directions do not go with " + activations.size() + " activations");
    }
    directions.forEach(Projections::requireFinite);
    Range.parse("[0, inf)").require("noise", noise);
  }

  @Override
  public double[] label(Inputs inputs, RandomStream random) {
    boolean sum = combination == Combination.SUM;
    double[] y = new double[inputs.x().rows()];
    Arrays.fill(y, sum ? 0 : 1);
    for (int r = 0; r < directions.size(); r++) {
      double[] s = Projections.activated(inputs.x(), directions.get(r), activations.get(r));
      for (int i = 0; i < y.length; i++) {
        y[i] = sum ? y[i] + s[i] / Math.sqrt(directions.size()) : y[i] * s[i];
      }
    }
    return Projections.withNoise(y, noise, random);
  }

  /** Returns the law; that of a product of more than {@link LabelLaw.IndexProduct#MOST} is none. */
  @Override
  public Optional<LabelLaw> law() {
    int count = directions.size();
    boolean product = combination == Combination.PRODUCT && count > 1;
    if (product && count > LabelLaw.IndexProduct.MOST) {
      return Optional.empty();
    }
    double coefficient = product ? 1 : 1 / Math.sqrt(count);
    List<Index> indices = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      indices.add(new Index(coefficient, directions.get(r), activations.get(r)));
    }
    return Optional.of(
        product
            ? new LabelLaw.IndexProduct(indices, noise)
            : new LabelLaw.IndexSum(indices, noise));
  }
}
