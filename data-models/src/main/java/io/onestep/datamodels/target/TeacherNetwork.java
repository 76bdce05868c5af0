package io.onestep.datamodels.target;

import io.onestep.api.activation.Activation;
import io.onestep.api.data.Index;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.Labelling;
import io.onestep.api.parameter.Range;
import io.onestep.api.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Labels given by a two-layer network of width k*: y = (1/sqrt k*) sum_j a_j s(w_j^T x) + delta
 * eps, eps ~ N(0, 1).
 *
 * @param directions the k* rows w_j of the first layer, n finite numbers each; at least one
 * @param a the second layer, k* finite numbers
 * @param activation the activation s
 * @param noise the standard deviation delta of the label noise, at least 0
 */
public record TeacherNetwork(
    List<double[]> directions, double[] a, Activation activation, double noise)
    implements Labelling {
  /** Copies the list and validates the sizes, and that numbers are finite. */
  public TeacherNetwork {
    directions = List.copyOf(directions);
    Objects.requireNonNull(activation, "activation");
    if (directions.isEmpty() || directions.size() != a.length) {
      throw new IllegalArgumentException(
          "a first layer of " + directions.size() + " neurons and a second one of " + a.length);
    }
    directions.forEach(Projections::requireFinite);
    Projections.requireFinite(a);
    Range.parse("[0, inf)").require("noise", noise);
  }

  @Override
  public double[] label(Inputs inputs, RandomStream random) {
    double[] y = new double[inputs.x().rows()];
    for (int j = 0; j < a.length; j++) {
      double[] s = Projections.activated(inputs.x(), directions.get(j), activation);
      for (int i = 0; i < y.length; i++) {
        y[i] += a[j] / Math.sqrt(a.length) * s[i];
      }
    }
    return Projections.withNoise(y, noise, random);
  }

  @Override
  public Optional<LabelLaw> law() {
    List<Index> indices = new ArrayList<>();
    for (int j = 0; j < a.length; j++) {
      indices.add(new Index(a[j] / Math.sqrt(a.length), directions.get(j), activation));
    }
    return Optional.of(new LabelLaw.IndexSum(indices, noise));
  }
}
