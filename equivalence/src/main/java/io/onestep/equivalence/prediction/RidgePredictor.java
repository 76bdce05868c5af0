package io.onestep.equivalence.prediction;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Index;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.model.Equivalent;
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
import io.onestep.equivalence.spike.SpikeLaw;
import io.onestep.equivalence.structure.Directions;
import io.onestep.equivalence.structure.NeuronTypes;
import io.onestep.equivalence.structure.StructuredFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Predicts ridge regression; {@link RidgePredictorFactory} says how. */
record RidgePredictor(RidgePredictorFactory.Config config) implements Predictor {
  /** Types that stand for the law of neurons. */
  private static final int TYPES = 2048;

  private static final int LABEL_DEGREE = 12;

  @Override
  public double memory(PredictionSetting setting) {
    return mayUseNetwork(setting) ? plan(setting).memory(setting, exact(setting)) : 0;
  }

  @Override
  public boolean usesNetwork(PredictionSetting setting) {
    return mayUseNetwork(setting) && plan(setting).usesNetwork();
  }

  /** Whether it takes a plan, which is some work, to tell. */
  private boolean mayUseNetwork(PredictionSetting setting) {
    return config.firstLayer() != FirstLayer.AVERAGED && setting.labelling().law().isPresent();
  }

  private PredictionPlan plan(PredictionSetting setting) {
    return PredictionPlan.of(config, setting);
  }

  @Override
  public List<Prediction> predict(
      PredictionSetting setting, RandomStreams streams, LinearAlgebra algebra) {
    Optional<LabelLaw> labels = setting.labelling().law();
    if (labels.isEmpty()) {
      return List.of();
    }
    PredictionPlan plan = plan(setting);
    if (!plan.possible(setting)) {
      return List.of();
    }
    double[] v = spike(plan, setting, labels.get(), streams, algebra);
    Optional<Matrix> f =
        plan.usesNetwork() ? Optional.of(layer(plan, setting, v, algebra)) : Optional.empty();
    Optional<Structure> structure =
        plan.several() || f.isPresent() && exact(setting)
            ? Optional.empty()
            : Optional.of(structure(setting, labels.get(), v, f, algebra));
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < setting.models().size(); i++) {
      Equivalent model = setting.models().get(i);
      Optional<FeatureLaw> law = ModelLaw.of(model, setting.activation(), setting.population(), v);
      if (law.isPresent() && plan.several()) {
        GaussianFeatures features =
            GaussianFeatures.of(f.orElseThrow(), law.get(), config.tolerance(), algebra);
        addGrouped(
            i, setting, plan.groups(setting, v, features, labels.get()), algebra, predictions);
      } else if (law.isPresent()) {
        Features features = features(setting, labels.get(), law.get(), f, structure, algebra);
        for (int r = 0; r < setting.readouts().size(); r++) {
          addErrors(i, r, setting, labels.get(), features, predictions);
        }
      }
    }
    return predictions;
  }

  /** A resolvent and tau. */
  private record Features(
      FeatureResolvent resolvent, double labelSquare, Optional<AveragedResolvent> guessed) {
    double guess(double lambda, int m) {
      return guessed.isPresent() ? guessed.get().guess(lambda, m) : Double.NaN;
    }
  }

  private static double[] spike(
      PredictionPlan plan,
      PredictionSetting setting,
      LabelLaw labels,
      RandomStreams streams,
      LinearAlgebra algebra) {
    int k = setting.sizes().k();
    return switch (plan.firstLayer()) {
      case TRAINED, RANK_ONE -> LearnedSpike.of(network(setting).first(), k, algebra);
      default -> SpikeLaw.of(setting.population(), labels, setting.sizes().m1()).draw(k, streams);
    };
  }

  private static TrainedNetwork network(PredictionSetting setting) {
    return setting
        .network()
        .orElseThrow(() -> new IllegalArgumentException("predictions need a trained network"));
  }

  private static Matrix layer(
      PredictionPlan plan, PredictionSetting setting, double[] v, LinearAlgebra algebra) {
    if (plan.firstLayer() == FirstLayer.TRAINED) {
      return network(setting).f();
    }
    TwoLayerNetwork initial = network(setting).initial();
    Matrix f = algebra.room().matrix("rank-one layer", initial.f().rows(), initial.f().columns());
    f.assign(initial.f());
    double factor = PredictionPlan.step(setting);
    for (int i = 0; i < f.rows(); i++) {
      for (int j = 0; j < f.columns(); j++) {
        f.set(i, j, f.get(i, j) + factor * initial.w()[i] * v[j]);
      }
    }
    return f;
  }

  /** What all models share. */
  private record Structure(Directions directions, NeuronTypes types) {}

  private static Structure structure(
      PredictionSetting setting,
      LabelLaw labels,
      double[] v,
      Optional<Matrix> f,
      LinearAlgebra algebra) {
    Directions directions = Directions.of(setting.population(), labels, v, LABEL_DEGREE, algebra);
    return new Structure(
        directions,
        f.isPresent()
            ? NeuronTypes.of(f.get(), directions, algebra)
            : NeuronTypes.average(TYPES, directions, PredictionPlan.deviation(setting, v)));
  }

  private Features features(
      PredictionSetting setting,
      LabelLaw labels,
      FeatureLaw law,
      Optional<Matrix> f,
      Optional<Structure> structure,
      LinearAlgebra algebra) {
    if (structure.isEmpty()) {
      List<Moments> components =
          GaussianFeatures.of(f.orElseThrow(), law, config.tolerance(), algebra)
              .byComponent(setting.population(), labels);
      return new Features(
          SpectralResolvent.of(components, algebra),
          components.stream().mapToDouble(c -> c.weight() * c.labelSquare()).sum(),
          Optional.empty());
    }
    int k = setting.sizes().k();
    Directions directions = structure.get().directions();
    NeuronTypes types = structure.get().types();
    StructuredFeatures features = StructuredFeatures.of(types, k, directions, law, algebra);
    AveragedResolvent average =
        new AveragedResolvent(features, k, directions.rest(), directions.trace(), algebra);
    return new Features(
        f.isPresent()
            ? LowRankResolvent.of(features, f.get(), types, directions, algebra)
            : average,
        directions.labelSquare(),
        Optional.of(average));
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
    double lambda = ridge.ridgePenalty().getAsDouble();
    RidgePrediction prediction =
        RidgePrediction.of(
            features.resolvent(), features.labelSquare(), lambda, m, features.guess(lambda, m));
    List<Integer> components = new ArrayList<>();
    for (int c = 0; c < setting.population().componentCount(); c++) {
      if (setting.population().components().get(c).weight() > 0) {
        components.add(c);
      }
    }
    add(
        new Place(model, readout, areSigns(labels)),
        prediction.byComponent(features.resolvent()),
        components,
        predictions);
  }

  private static boolean areSigns(LabelLaw labels) {
    if (labels instanceof LabelLaw.ComponentLabels classes) {
      return classes.areSigns();
    }
    // A product of signs is no sign of a Gaussian, which shares of wrong signs are computed for.
    if (!(labels instanceof LabelLaw.IndexSum sum) || sum.indices().size() > 1) {
      return false;
    }
    Index index = sum.indices().get(0);
    return sum.noise() == 0 && Math.abs(index.coefficient()) == 1 && isStep(index.link());
  }

  /** Whether a link is -1 on one side of its kink and 1 on the other, as far as can be seen. */
  private static boolean isStep(Activation link) {
    if (link.kinks().length != 1) {
      return false;
    }
    double side = link.value(link.kinks()[0] + 1);
    return Math.abs(side) == 1
        && IntStream.rangeClosed(-20, 20)
            .mapToDouble(i -> Math.scalb(1, i))
            .allMatch(
                distance ->
                    link.value(link.kinks()[0] + distance) == side
                        && link.value(link.kinks()[0] - distance) == -side);
  }

  private static void addGrouped(
      int model,
      PredictionSetting setting,
      PredictionPlan.Groups groups,
      LinearAlgebra algebra,
      List<Prediction> predictions) {
    LabelLaw labels = setting.labelling().law().orElseThrow();
    for (int r = 0; r < setting.readouts().size(); r++) {
      OptionalDouble lambda = setting.readouts().get(r).ridgePenalty();
      if (lambda.isPresent() && lambda.getAsDouble() > 0) {
        add(
            new Place(model, r, areSigns(labels)),
            GroupedRidge.of(groups.moments(), lambda.getAsDouble(), setting.sizes().m(), algebra),
            groups.components(),
            predictions);
      }
    }
  }

  /** What predictions are of: a model and a readout, of labels that are signs or not. */
  private record Place(int model, int readout, boolean signs) {
    Prediction prediction(String metric, double value) {
      return new Prediction(model, readout, metric, value);
    }
  }

  /**
   * Adds errors, of the mixture and by component.
   *
   * @param components the component of each group, from 0
   */
  private static void add(
      Place place, RidgeErrors errors, List<Integer> components, List<Prediction> predictions) {
    predictions.add(place.prediction("training_error", errors.trainingError()));
    predictions.add(place.prediction("generalization_error", errors.generalizationError()));
    if (place.signs()) {
      predictions.add(
          place.prediction(
              "classification_error",
              average(errors.groups(), GroupPrediction::classificationError)));
    }
    predictions.add(place.prediction("readout_norm", Math.sqrt(errors.squaredNorm())));
    for (int c : components.stream().distinct().toList()) {
      List<GroupPrediction> own =
          IntStream.range(0, components.size())
              .filter(g -> components.get(g) == c)
              .mapToObj(errors.groups()::get)
              .toList();
      predictions.add(
          place.prediction(
              "generalization_error_component_" + (c + 1), average(own, GroupPrediction::error)));
      if (place.signs()) {
        predictions.add(
            place.prediction(
                "classification_error_component_" + (c + 1),
                average(own, GroupPrediction::classificationError)));
      }
    }
  }

  private static double average(
      List<GroupPrediction> groups, ToDoubleFunction<GroupPrediction> value) {
    double sum = 0;
    double weight = 0;
    for (GroupPrediction group : groups) {
      sum += group.weight() * value.applyAsDouble(group);
      weight += group.weight();
    }
    return sum / weight;
  }

  @Override
  public List<String> caveats(PredictionSetting setting) {
    return plan(setting).caveats(setting);
  }

  @Override
  public Optional<String> accuracy(PredictionSetting setting) {
    return plan(setting).accuracy(setting);
  }
}
