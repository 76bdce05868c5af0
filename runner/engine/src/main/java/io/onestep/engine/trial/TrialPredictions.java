package io.onestep.engine.trial;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.Phase;
import io.onestep.api.execution.TaskResult.MissingPrediction;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.prediction.Prediction;
import io.onestep.api.prediction.PredictionSetting;
import io.onestep.api.prediction.Predictor;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The predictions of a trial: none if the spec asks for none. */
record TrialPredictions(
    ExperimentSpec spec,
    TrialData data,
    RandomStreams streams,
    LinearAlgebra algebra,
    TrialClock clock) {
  private static final String THEORY = "theory";

  /** Adds predictions to the simulated errors, which outlive a prediction that fails. */
  void addBeside(
      TrainedNetwork network, List<Measurement> measurements, List<MissingPrediction> missing) {
    String activation = network.activation().label();
    try {
      List<Measurement> predictions = of(network.activation(), Optional.of(network));
      Optional<String> trouble = Trials.trouble(predictions);
      if (trouble.isEmpty()) {
        measurements.addAll(predictions);
      } else {
        missing.add(new MissingPrediction(activation, trouble.get()));
      }
    } catch (NumericalException e) {
      missing.add(new MissingPrediction(activation, e.getMessage()));
    }
  }

  /** Predicts errors, with what of the network the predictor uses. */
  List<Measurement> of(Activation activation, Optional<TrainedNetwork> network) {
    if (spec.theory().isEmpty()) {
      return List.of();
    }
    PredictionSetting setting =
        new PredictionSetting(
            data.population(),
            data.labelling(),
            spec.sizes().resolve(),
            spec.scaling(),
            spec.learner(),
            activation,
            spec.models(),
            spec.readouts(),
            network);
    Predictor predictor = spec.theory().get();
    // One stream for all activations: they share the data, so also what is drawn in their place.
    List<Prediction> predictions =
        clock.time(
            Phase.PREDICTIONS,
            () -> predictor.predict(setting, streams.child("theory", 0), algebra));
    BrokenComponentException.requireAll(predictor, "predict", predictions);
    requireSound(predictor, predictions);
    Map<Integer, Double> ofNetwork = new HashMap<>();
    for (Prediction p : predictions) {
      if (p.model() == 0 && p.metric().equals(Trial.GENERALIZATION_ERROR)) {
        ofNetwork.put(p.readout(), p.value());
      }
    }
    List<Measurement> measurements = new ArrayList<>();
    for (Prediction p : predictions) {
      measurements.add(measurement(activation, p, p.metric(), p.value()));
      double error = ofNetwork.getOrDefault(p.readout(), 0.0);
      if (p.model() > 0 && p.metric().equals(Trial.GENERALIZATION_ERROR) && error > 0) {
        measurements.add(
            measurement(activation, p, Trial.RELATIVE_GAP, (p.value() - error) / error));
      }
    }
    return measurements;
  }

  private void requireSound(Predictor predictor, List<Prediction> predictions) {
    int models = spec.models().size();
    int readouts = spec.readouts().size();
    Set<List<Object>> predicted = new HashSet<>();
    for (Prediction p : predictions) {
      if (p.model() < 0 || p.model() >= models || p.readout() < 0 || p.readout() >= readouts) {
        throw new BrokenComponentException(
            predictor,
            "predict gives a number for model %d and readout %d, but there are %d and %d, from 0"
                .formatted(p.model(), p.readout(), models, readouts));
      }
      if (p.metric().equals(Trial.RELATIVE_GAP)) {
        throw new BrokenComponentException(
            predictor,
            "predict gives %s, which follows from the %s of models"
                .formatted(Trial.RELATIVE_GAP, Trial.GENERALIZATION_ERROR));
      }
      if (!predicted.add(List.of(p.model(), p.readout(), p.metric()))) {
        throw new BrokenComponentException(
            predictor,
            "predict gives two numbers for %s of model %d and readout %d"
                .formatted(p.metric(), p.model(), p.readout()));
      }
    }
  }

  private Measurement measurement(
      Activation activation, Prediction p, String metric, double value) {
    return new Measurement(
        activation.label(),
        spec.models().get(p.model()).label(),
        spec.readouts().get(p.readout()).label(),
        metric,
        THEORY,
        value);
  }
}
