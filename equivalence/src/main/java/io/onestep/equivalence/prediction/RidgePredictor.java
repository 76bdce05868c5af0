package io.onestep.equivalence.prediction;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.model.FeatureLaw;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.network.TwoLayerNetwork;
import io.onestep.api.prediction.Prediction;
import io.onestep.api.prediction.PredictionSetting;
import io.onestep.api.prediction.Predictor;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.readout.Readout;
import io.onestep.equivalence.moments.GaussianFeatures;
import io.onestep.equivalence.moments.Moments;
import io.onestep.equivalence.spike.LearnedSpike;
import io.onestep.equivalence.structure.Directions;
import io.onestep.equivalence.structure.NeuronTypes;
import io.onestep.equivalence.structure.StructuredFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.special.Erf;

/** Predicts ridge regression; {@link RidgePredictorFactory} says how. */
record RidgePredictor(RidgePredictorFactory.Config config) implements Predictor {
  /** Types that stand for the law of neurons. */
  private static final int TYPES = 2048;

  private static final int LABEL_DEGREE = 12;

  @Override
  public boolean usesNetwork(PredictionSetting setting) {
    return firstLayer(setting) != FirstLayer.AVERAGED;
  }

  private FirstLayer firstLayer(PredictionSetting setting) {
    if (config.firstLayer() != FirstLayer.AUTO) {
      return config.firstLayer();
    }
    return Directions.describe(setting.population()) && setting.learner().stepSize().isPresent()
        ? FirstLayer.AVERAGED
        : FirstLayer.TRAINED;
  }

  @Override
  public List<Prediction> predict(
      PredictionSetting setting, RandomStreams streams, LinearAlgebra algebra) {
    Optional<LabelLaw> labels = setting.labelling().law();
    if (labels.isEmpty()) {
      return List.of();
    }
    FirstLayer firstLayer = firstLayer(setting);
    if (firstLayer != FirstLayer.TRAINED && setting.learner().stepSize().isEmpty()) {
      return List.of();
    }
    double[] v = spike(firstLayer, setting, labels.get(), streams, algebra);
    Matrix f = firstLayer == FirstLayer.AVERAGED ? null : layer(firstLayer, setting, v);
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < setting.models().size(); i++) {
      Optional<FeatureLaw> law =
          setting.models().get(i).law(setting.activation(), setting.population(), v);
      if (law.isPresent()) {
        Features features = features(setting, labels.get(), law.get(), v, f, algebra);
        for (int r = 0; r < setting.readouts().size(); r++) {
          addErrors(i, r, setting, labels.get(), features, predictions);
        }
      }
    }
    return predictions;
  }

  /** A resolvent and tau. */
  private record Features(FeatureResolvent resolvent, double labelSquare) {}

  private static double[] spike(
      FirstLayer firstLayer,
      PredictionSetting setting,
      LabelLaw labels,
      RandomStreams streams,
      LinearAlgebra algebra) {
    int k = setting.sizes().k();
    return switch (firstLayer) {
      case TRAINED, RANK_ONE -> LearnedSpike.of(network(setting).first(), k, algebra);
      default -> LearnedSpike.draw(setting.population(), labels, setting.sizes().m1(), k, streams);
    };
  }

  private static TrainedNetwork network(PredictionSetting setting) {
    return setting
        .network()
        .orElseThrow(() -> new IllegalArgumentException("predictions need a trained network"));
  }

  private static Matrix layer(FirstLayer firstLayer, PredictionSetting setting, double[] v) {
    if (firstLayer == FirstLayer.TRAINED) {
      return network(setting).f();
    }
    TwoLayerNetwork initial = network(setting).initial();
    Matrix f = initial.f().copy();
    double factor = step(setting);
    for (int i = 0; i < f.rows(); i++) {
      for (int j = 0; j < f.columns(); j++) {
        f.set(i, j, f.get(i, j) + factor * initial.w()[i] * v[j]);
      }
    }
    return f;
  }

  /** eta c_1. */
  private static double step(PredictionSetting setting) {
    return setting.learner().stepSize().orElseThrow()
        * LearnedSpike.slope(setting.activation(), setting.population());
  }

  private Features features(
      PredictionSetting setting,
      LabelLaw labels,
      FeatureLaw law,
      double[] v,
      Matrix f,
      LinearAlgebra algebra) {
    Population population = setting.population();
    int k = setting.sizes().k();
    if (f != null && exact(setting)) {
      GaussianFeatures features = GaussianFeatures.of(f, law, config.tolerance(), algebra);
      Moments moments = features.average(population, labels);
      return new Features(
          SpectralResolvent.of(moments, features.means(population), algebra),
          moments.labelSquare());
    }
    Directions directions = Directions.of(population, labels, v, LABEL_DEGREE, algebra);
    if (f != null) {
      NeuronTypes types = NeuronTypes.of(f, directions, algebra);
      StructuredFeatures features = StructuredFeatures.of(types, k, directions, law, algebra);
      return new Features(
          LowRankResolvent.of(features, f, types, directions, algebra), directions.labelSquare());
    }
    double norm = 0;
    for (double x : v) {
      norm += x * x;
    }
    // w_i ~ N(0, 1/k), so the step's part of f^_i along v has this deviation.
    double deviation = Math.abs(step(setting)) * Math.sqrt(norm / k);
    NeuronTypes types = NeuronTypes.average(TYPES, directions, deviation);
    StructuredFeatures features = StructuredFeatures.of(types, k, directions, law, algebra);
    return new Features(
        new AveragedResolvent(features, k, directions.rest(), directions.trace(), algebra),
        directions.labelSquare());
  }

  private boolean exact(PredictionSetting setting) {
    return switch (config.moments()) {
      case EXACT -> true;
      case LOW_RANK -> false;
      case AUTO ->
          setting.sizes().k() <= setting.sizes().n() || !Directions.describe(setting.population());
    };
  }

  private static void addErrors(
      int model,
      int readout,
      PredictionSetting setting,
      LabelLaw labels,
      Features features,
      List<Prediction> predictions) {
    Readout ridge = setting.readouts().get(readout);
    if (ridge.ridgePenalty().isEmpty()) {
      return;
    }
    int m = setting.sizes().m();
    RidgePrediction prediction =
        RidgePrediction.of(
            features.resolvent(), features.labelSquare(), ridge.ridgePenalty().getAsDouble(), m);
    predictions.add(new Prediction(model, readout, "training_error", prediction.trainingError()));
    predictions.add(
        new Prediction(model, readout, "generalization_error", prediction.generalizationError()));
    if (labels instanceof LabelLaw.ComponentLabels classes && classes.areSigns()) {
      predictions.add(
          new Prediction(
              model,
              readout,
              "classification_error",
              classificationError(setting.population(), classes, features, prediction, m)));
    }
    predictions.add(
        new Prediction(model, readout, "readout_norm", Math.sqrt(prediction.squaredNorm())));
  }

  /** The share of wrong signs if predictions are Gaussian in each component, of one variance. */
  private static double classificationError(
      Population population,
      LabelLaw.ComponentLabels labels,
      Features features,
      RidgePrediction prediction,
      int m) {
    double[] means = features.resolvent().componentMeans(prediction.q());
    ResolventTraces traces = prediction.traces();
    double variance = traces.square() + 2 * prediction.generalizationError() * traces.df2() / m;
    int at = 0;
    for (MixtureComponent component : population.components()) {
      if (component.weight() > 0) {
        variance -= component.weight() * means[at] * means[at];
        at++;
      }
    }
    double error = 0;
    at = 0;
    for (int c = 0; c < population.components().size(); c++) {
      double weight = population.components().get(c).weight();
      if (weight > 0) {
        double margin = labels.labels().get(c) * means[at] / Math.sqrt(variance);
        error += weight * Erf.erfc(margin / Math.sqrt(2)) / 2;
        at++;
      }
    }
    return error;
  }

  @Override
  public List<String> caveats(PredictionSetting setting) {
    return List.of();
  }
}
