package io.onestep.equivalence.prediction;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.FeatureLaw;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.prediction.Generalization;
import io.onestep.api.setting.Sizes;
import io.onestep.equivalence.moments.ConditionalComponent;
import io.onestep.equivalence.moments.GaussianFeatures;
import io.onestep.equivalence.moments.MomentMemory;
import io.onestep.equivalence.moments.Moments;
import io.onestep.equivalence.spike.LearnedSpike;
import java.util.List;
import java.util.Optional;

/**
 * (1/2) (tau - 2 w^T r + w^T R w) by exact moments of each component.
 *
 * @param tolerance what series of moments may leave
 */
record ExactGeneralization(double tolerance) implements Generalization {
  @Override
  public void requireApplicable(
      Equivalent model, Activation activation, Population population, Labelling labelling) {
    if (labelling.law().isEmpty()) {
      throw unknownLabels();
    }
    if (!ModelLaw.isKnown(model, activation, population)) {
      throw unknownFeatures(model);
    }
  }

  private static InvalidInputException unknownLabels() {
    return new InvalidInputException(
        "",
        "exact generalization errors need labels of a known law: a sum over indices, a product of up to "
            + LabelLaw.IndexProduct.MOST
            + " or class labels; leave this out, so that they are measured on test samples");
  }

  private static InvalidInputException unknownFeatures(Equivalent model) {
    return new InvalidInputException(
        "",
        "the model "
            + model.label()
            + " has no exact generalization error, since the law of its features is not known; leave this or the model out");
  }

  @Override
  public double[][] errors(
      TrainedNetwork network,
      Equivalent model,
      Population population,
      Labelling labelling,
      List<double[]> readouts,
      LinearAlgebra algebra) {
    LabelLaw labels = labelling.law().orElseThrow(ExactGeneralization::unknownLabels);
    double[] v = LearnedSpike.of(network.first(), network.f().rows(), algebra);
    FeatureLaw law =
        ModelLaw.of(model, network.activation(), population, v)
            .orElseThrow(() -> unknownFeatures(model));
    GaussianFeatures features = GaussianFeatures.of(network.f(), law, tolerance, algebra);
    double[][] errors = new double[readouts.size()][population.componentCount()];
    for (int c = 0; c < population.componentCount(); c++) {
      MixtureComponent component = population.components().get(c);
      // The moments, k x k, of one component at a time: each takes the place of the last one's.
      Optional<Moments> moments =
          component.weight() > 0
              ? Optional.of(
                  features.given(List.of(ConditionalComponent.of(component, c)), labels).get(0))
              : Optional.empty();
      for (int r = 0; r < errors.length; r++) {
        double[] w = readouts.get(r);
        errors[r][c] = moments.map(m -> m.generalizationError(w, algebra)).orElse(Double.NaN);
      }
    }
    return errors;
  }

  /** The covariances of pre-activations and the second moment of features, both k x k. */
  @Override
  public double memory(Sizes sizes) {
    return MomentMemory.matrices(2, sizes.k());
  }
}
