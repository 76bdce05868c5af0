package io.onestep.api.prediction;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.random.RandomStreams;
import java.util.List;
import java.util.Optional;

/** A way to predict errors. */
public interface Predictor {
  /**
   * Returns whether predictions are made for a given trained network; else no first layer is drawn
   * for them.
   *
   * @param setting what predictions are made for; its network is empty
   * @return whether the setting must hold a network
   */
  boolean usesNetwork(PredictionSetting setting);

  /**
   * Estimates what a prediction needs beside the network.
   *
   * @param setting what predictions are made for; its network is empty
   * @return bytes of large matrices; by default 0
   * @throws io.onestep.api.error.InsufficientResourcesException if a matrix would have more
   *     elements than {@link io.onestep.api.algebra.Matrix#MOST_ELEMENTS}; says what would need
   *     less
   */
  default double memory(PredictionSetting setting) {
    return 0;
  }

  /**
   * Predicts the errors of all models and readouts.
   *
   * @param setting what predictions are made for
   * @param streams the randomness of what the predictor draws itself, if anything
   * @param algebra the linear algebra to use
   * @return the predictions; none for a model, a readout or labels that this predictor can't treat
   * @throws io.onestep.api.error.NumericalException if an equation has no solution
   */
  List<Prediction> predict(PredictionSetting setting, RandomStreams streams, LinearAlgebra algebra);

  /**
   * Says which of the predictions' assumptions fail, and what is not predicted at all.
   *
   * @param setting what predictions are made for; its network may be empty
   * @return sentences for the user; empty if all is as assumed
   */
  List<String> caveats(PredictionSetting setting);

  /**
   * Says how far predictions may be off where all is as assumed.
   *
   * @param setting what predictions are made for; its network may be empty
   * @return a sentence for the user; empty if nothing is known of it
   */
  default Optional<String> accuracy(PredictionSetting setting) {
    return Optional.empty();
  }
}
