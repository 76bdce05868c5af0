package io.onestep.engine.catalogue;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.LinearAlgebraFactory;
import io.onestep.api.algebra.SinglePrecision;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.data.DataModel;
import io.onestep.api.data.DataModelFactory;
import io.onestep.api.data.Dataset;
import io.onestep.api.data.DatasetFactory;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.data.PreprocessingFactory;
import io.onestep.api.data.Target;
import io.onestep.api.data.TargetFactory;
import io.onestep.api.diagnostic.Diagnostic;
import io.onestep.api.diagnostic.DiagnosticFactory;
import io.onestep.api.execution.TaskExecutor;
import io.onestep.api.execution.TaskExecutorFactory;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.EquivalentFactory;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.network.Learner;
import io.onestep.api.network.LearnerFactory;
import io.onestep.api.network.Loss;
import io.onestep.api.network.LossFactory;
import io.onestep.api.network.Training;
import io.onestep.api.observable.Observable;
import io.onestep.api.observable.ObservableFactory;
import io.onestep.api.prediction.Generalization;
import io.onestep.api.prediction.GeneralizationFactory;
import io.onestep.api.prediction.Predictor;
import io.onestep.api.prediction.PredictorFactory;
import io.onestep.api.readout.Readout;
import io.onestep.api.readout.ReadoutFactory;
import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of components, each with its service interface, what its factories make, and what a
 * product makes in turn for a trial (a population, ...).
 */
public enum Kind {
  /** Distributions of the inputs. */
  DATA_MODEL("data-model", DataModelFactory.class, DataModel.class, Population.class),
  /** Rules for labels. */
  TARGET("target", TargetFactory.class, Target.class, Labelling.class),
  /** Activations. */
  ACTIVATION("activation", ActivationFactory.class, Activation.class),
  /** Losses. */
  LOSS("loss", LossFactory.class, Loss.class),
  /** Ways to train the first layer. */
  LEARNER("learner", LearnerFactory.class, Learner.class, Training.class),
  /** Ways to fit the second layer. */
  READOUT("readout", ReadoutFactory.class, Readout.class),
  /** Models of the features: the network and its equivalents. */
  EQUIVALENT("equivalent", EquivalentFactory.class, Equivalent.class, FeatureMap.class),
  /** Predictions of errors. */
  PREDICTOR("predictor", PredictorFactory.class, Predictor.class),
  /** Ways to compute generalization errors without test samples. */
  GENERALIZATION("generalization", GeneralizationFactory.class, Generalization.class),
  /** Quantities measured beside the errors. */
  METRIC("metric", ObservableFactory.class, Observable.class),
  /** Examinations of data against assumptions. */
  DIAGNOSTIC("diagnostic", DiagnosticFactory.class, Diagnostic.class),
  /** Finite sets of samples. */
  DATASET("dataset", DatasetFactory.class, Dataset.class),
  /** Changes of a data set before samples are drawn. */
  PREPROCESSING("preprocessing", PreprocessingFactory.class, Preprocessing.class),
  /** Backends of linear algebra. */
  LINEAR_ALGEBRA(
      "linear-algebra", LinearAlgebraFactory.class, LinearAlgebra.class, SinglePrecision.class),
  /** Executors of tasks. */
  EXECUTOR("executor", TaskExecutorFactory.class, TaskExecutor.class);

  private final String text;

  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  private final Class<? extends ComponentFactory> service;

  private final Class<?> product;
  private final Class<?> made;

  @SuppressWarnings("rawtypes")
  Kind(String text, Class<? extends ComponentFactory> service, Class<?> product) {
    this(text, service, product, product);
  }

  @SuppressWarnings("rawtypes")
  Kind(String text, Class<? extends ComponentFactory> service, Class<?> product, Class<?> made) {
    this.text = text;
    this.service = service;
    this.product = product;
    this.made = made;
  }

  /**
   * Returns the name of the kind, as in {@code onestep list KIND}.
   *
   * @return lower case, words joined by hyphens
   */
  public String text() {
    return text;
  }

  /**
   * Returns the kind in a sentence.
   *
   * @return lower case, words joined by spaces
   */
  public String noun() {
    return text.replace('-', ' ');
  }

  /**
   * Returns the service interface that factories of this kind implement.
   *
   * @return an interface of the api
   */
  @SuppressWarnings("rawtypes")
  public Class<? extends ComponentFactory> service() {
    return service;
  }

  /**
   * Returns what factories of this kind make.
   *
   * @return an interface of the api
   */
  public Class<?> product() {
    return product;
  }

  /** Returns whether a class may be that of a component of this kind, or of what one makes. */
  boolean mayBe(Class<?> type) {
    return product.isAssignableFrom(type) || made.isAssignableFrom(type);
  }

  /**
   * Finds a kind by its name.
   *
   * @param text the name
   * @return the kind, if there is one of that name
   */
  public static Optional<Kind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }

  /**
   * Finds the kind whose factories make a type.
   *
   * @param product the type
   * @return the kind, if the type is what a kind makes
   */
  public static Optional<Kind> making(Class<?> product) {
    return Arrays.stream(values()).filter(kind -> kind.product == product).findFirst();
  }
}
