package io.onestep.engine.trial;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Sample;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.Phase;
import io.onestep.api.execution.TaskResult.MissingPrediction;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.model.RoundedBatch;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.network.Training;
import io.onestep.api.network.TwoLayerNetwork;
import io.onestep.api.observable.Observable;
import io.onestep.api.observable.Observation;
import io.onestep.api.observable.TrainedTrial;
import io.onestep.api.prediction.Generalization;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.readout.Fit;
import io.onestep.api.readout.Readout;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.plan.Estimate;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** One trial at one point (MODEL sections 3 and 4: one step, readout, errors). */
final class Trial {
  private static final String SIMULATION = "simulation";
  static final String GENERALIZATION_ERROR = "generalization_error";
  private static final String CLASSIFICATION_ERROR = "classification_error";
  static final String RELATIVE_GAP = "relative_gap";

  /** Elements that features are made of at a time: few enough to stay in a core's own cache. */
  private static final int BATCH = 1 << 14;

  private final ExperimentSpec spec;
  private final Sizes sizes;
  private final TrialData data;
  private final RandomStreams streams;
  private final LinearAlgebra algebra;
  private final Workspace workspace;
  private final TrialClock clock;
  private final TrialPredictions predictions;

  Trial(
      ExperimentSpec spec,
      TrialData data,
      RandomStreams streams,
      LinearAlgebra algebra,
      Workspace workspace,
      TrialClock clock) {
    this.spec = spec;
    this.sizes = spec.sizes().resolve();
    this.data = data;
    this.streams = streams;
    this.algebra = algebra;
    this.workspace = workspace;
    this.clock = clock;
    this.predictions = new TrialPredictions(spec, data, streams, algebra, clock);
  }

  /**
   * What a trial gave.
   *
   * @param measurements what it measured
   * @param missing the predictions that it has not
   */
  record Outcome(List<Measurement> measurements, List<MissingPrediction> missing) {}

  Outcome run() {
    List<Measurement> measurements = new ArrayList<>();
    List<MissingPrediction> missing = new ArrayList<>();
    if (!data.isTrained()) {
      for (Activation activation : spec.activations()) {
        named(
            activation.label(),
            () -> {
              measurements.addAll(predictions.of(activation, Optional.empty()));
            });
      }
      return new Outcome(measurements, missing);
    }
    TwoLayerNetwork initial = initialise();
    Training training =
        clock.time(
            Phase.ACTIVATIONS,
            () ->
                BrokenComponentException.require(
                    spec.learner(),
                    "start",
                    spec.learner()
                        .start(initial, data.first(), algebra, streams.child("learner", 0))));
    Matrix f = workspace.matrix("F^", sizes.k(), sizes.n());
    for (int a = 0; a < spec.activations().size(); a++) {
      Activation activation = spec.activations().get(a);
      RandomStreams own = streams.child("activation", a);
      named(
          activation.label(),
          () -> {
            clock.time(Phase.ACTIVATIONS, () -> training.train(activation, f));
            TrainedNetwork network = new TrainedNetwork(initial, f, activation, data.first());
            if (spec.simulation()) {
              simulate(network, own, measurements);
              measurements.addAll(observe(network, own));
              predictions.addBeside(network, measurements, missing);
            } else {
              measurements.addAll(predictions.of(activation, Optional.of(network)));
            }
          });
    }
    return new Outcome(measurements, missing);
  }

  private static void named(String what, Runnable work) {
    named(
        what,
        () -> {
          work.run();
          return null;
        });
  }

  /** Says of numerical trouble what it happened to. */
  private static <T> T named(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (NumericalException e) {
      throw new NumericalException(what + ": " + e.getMessage());
    }
  }

  private void simulate(
      TrainedNetwork network, RandomStreams noise, List<Measurement> measurements) {
    Optional<FloatMatrix> rounded = rounded(network);
    List<FittedModel> models = fit(network, rounded, noise);
    if (spec.generalization().isPresent()) {
      models.forEach(model -> model.computeErrors(network, spec.generalization().get()));
    } else {
      test(network, rounded, models);
      models.forEach(FittedModel::takeErrors);
    }
    for (FittedModel model : models) {
      model.report(network.activation(), models.get(0), measurements);
    }
  }

  /** F_ij ~ N(0, 1/Tr Sigma), w_j ~ N(0, 1/k). */
  private TwoLayerNetwork initialise() {
    Matrix f = workspace.matrix("F", sizes.k(), sizes.n());
    gaussians("F", f, 1 / Math.sqrt(data.population().trace()));
    double[] w = new double[sizes.k()];
    gaussians("w", Matrix.of(1, w.length, w), 1 / Math.sqrt(sizes.k()));
    return new TwoLayerNetwork(f, w);
  }

  private void gaussians(String name, Matrix matrix, double deviation) {
    double[] values = matrix.data();
    streams.stream(name).fillGaussian(values, 0, matrix.size());
    for (int i = 0; i < matrix.size(); i++) {
      values[i] *= deviation;
    }
  }

  /** Measures what the spec asks for beside the errors. */
  private List<Measurement> observe(TrainedNetwork network, RandomStreams own) {
    TrainedTrial trial =
        new TrainedTrial(
            network,
            spec.learner().stepSize(),
            data.population(),
            data.labelling(),
            data.train(),
            sizes,
            spec.scaling());
    List<Measurement> measurements = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < spec.metrics().size(); i++) {
      Observable metric = spec.metrics().get(i);
      RandomStreams ofMetric = own.child("metric", i);
      for (Observation observed :
          BrokenComponentException.requireAll(
              metric,
              "measure",
              Truth.placed("/metrics/" + i, () -> metric.measure(trial, algebra, ofMetric)))) {
        if (!names.add(observed.source() + " " + observed.metric())) {
          throw new InvalidInputException(
              "/metrics/" + i,
              "measures '%s', as another metric does; results could not tell them apart"
                  .formatted(observed.metric()));
        }
        measurements.add(
            new Measurement(
                network.activation().label(),
                Measurement.NETWORK,
                Measurement.NO_READOUT,
                observed.metric(),
                observed.source(),
                observed.value()));
      }
    }
    return measurements;
  }

  /** Fits all readouts on the training features of all models, which share one product F^ X^T. */
  private List<FittedModel> fit(
      TrainedNetwork network, Optional<FloatMatrix> rounded, RandomStreams noise) {
    List<FeatureMap> maps = new ArrayList<>();
    for (Equivalent model : spec.models()) {
      maps.add(
          clock.time(
              Phase.ACTIVATIONS,
              () ->
                  named(
                      model.label(),
                      () ->
                          BrokenComponentException.require(
                              model,
                              "features",
                              model.features(network, data.population(), algebra)))));
    }
    // Rounding that no size of features makes tolerable needs no features to tell.
    boolean tolerable = spec.readouts().stream().allMatch(each -> each.toleratesRounding(0));
    List<TrainingFeatures> features =
        trainingFeatures(network, rounded.filter(f -> tolerable), maps, noise)
            .or(() -> trainingFeatures(network, Optional.empty(), maps, noise))
            .orElseThrow();
    List<FittedModel> models = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      TrainingFeatures phi = features.get(i);
      List<Fit> fits = new ArrayList<>();
      for (Readout readout : spec.readouts()) {
        fits.add(
            named(
                spec.models().get(i).label() + ", " + readout.label(),
                () -> requireSound(readout, phi.fit(readout, data.train().y(), algebra))));
      }
      models.add(new FittedModel(spec.models().get(i), maps.get(i), fits));
    }
    return models;
  }

  private Fit requireSound(Readout readout, Fit fit) {
    BrokenComponentException.require(readout, "fit", fit);
    if (fit.weights().length != sizes.k()) {
      throw new BrokenComponentException(
          readout, "fit gives %d weights, not %d".formatted(fit.weights().length, sizes.k()));
    }
    return fit;
  }

  /** Returns each model's features of the training samples; nothing if they do not serve. */
  private Optional<List<TrainingFeatures>> trainingFeatures(
      TrainedNetwork network,
      Optional<FloatMatrix> rounded,
      List<FeatureMap> maps,
      RandomStreams noise) {
    Sample train = data.train();
    Preactivations block = preactivations(network, train, rounded, data.roundedTrain());
    List<TrainingFeatures> features = new ArrayList<>();
    List<RandomStream> streamOfModel = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      features.add(block.features("features " + i, train.size(), workspace));
      streamOfModel.add(noise.child("model", i).stream("feature noise"));
    }
    forBatches(
        train.size(),
        block,
        (from, to, start) -> {
          Matrix x = train.x().rows(from, to);
          for (int i = 0; i < maps.size(); i++) {
            features.get(i).draw(from, start, x, maps.get(i), streamOfModel.get(i));
          }
        });
    return Optional.of(features)
        .filter(f -> f.stream().allMatch(phi -> phi.serve(spec.readouts())));
  }

  /** Passes the test samples through all models, averaging over features' noise. */
  private void test(
      TrainedNetwork network, Optional<FloatMatrix> rounded, List<FittedModel> models) {
    Sample test = data.test();
    Preactivations block = preactivations(network, test, rounded, data.roundedTest());
    forBatches(
        test.size(),
        block,
        (from, to, start) -> {
          Matrix x = test.x().rows(from, to);
          models.forEach(model -> model.addErrors(block, start, x, test, from));
        });
  }

  /**
   * Rounds F^ if some pre-activations are to be computed in single precision and F^ is within its
   * range.
   */
  private Optional<FloatMatrix> rounded(TrainedNetwork network) {
    if (data.roundedTrain().isEmpty() && data.roundedTest().isEmpty()) {
      return Optional.empty();
    }
    FloatMatrix f = workspace.floatMatrix("rounded F^", sizes.k(), sizes.n());
    boolean finite = true;
    for (int i = 0; i < f.rows(); i++) { // a row stays in the cache
      FloatMatrix row = f.rows(i, i + 1);
      row.assign(network.f().rows(i, i + 1));
      finite &= row.isFinite();
    }
    return finite ? Optional.of(f) : Optional.empty();
  }

  /** Prepares to compute pre-activations of a sample, in single precision if it is there so. */
  private Preactivations preactivations(
      TrainedNetwork network,
      Sample sample,
      Optional<FloatMatrix> f,
      Optional<FloatMatrix> roundedSample) {
    int rows = rows(Estimate.BLOCK, sample.size());
    int batchRows = rows(BATCH, sample.size());
    if (f.isPresent() && roundedSample.isPresent()) {
      FloatMatrix block = workspace.floatMatrix("rounded block", rows, sizes.k());
      FloatMatrix scratch = workspace.floatMatrix("rounded scratch", batchRows, sizes.k());
      Matrix wide = workspace.matrix("wide rows", RoundedBatch.WIDE_ROWS, sizes.k());
      return new Preactivations.Rounded(
          roundedSample.get(), f.get(), block, scratch, wide, algebra);
    }
    Matrix block = workspace.matrix("block", rows, sizes.k());
    Matrix scratch = workspace.matrix("scratch", batchRows, sizes.k());
    return new Preactivations.Exact(sample.x(), network.f(), block, scratch, algebra);
  }

  /** Takes samples from one index to another, whose pre-activations begin at a row of the block. */
  @FunctionalInterface
  private interface BatchConsumer {
    void accept(int from, int to, int start);
  }

  /** Computes the pre-activations of samples block by block, and hands them on in batches. */
  private void forBatches(int samples, Preactivations block, BatchConsumer consumer) {
    int blockRows = rows(Estimate.BLOCK, samples);
    int batchRows = rows(BATCH, samples);
    for (int first = 0; first < samples; first += blockRows) {
      int begin = first;
      int end = Math.min(samples, first + blockRows);
      block.compute(begin, end);
      clock.time(
          Phase.ACTIVATIONS,
          () -> {
            for (int from = begin; from < end; from += batchRows) {
              consumer.accept(from, Math.min(end, from + batchRows), from - begin);
            }
          });
    }
  }

  /** The number of rows of k elements each that make up a batch of so many elements. */
  private int rows(int elements, int most) {
    return Math.min(most, Math.max(1, elements / sizes.k()));
  }

  /** A model's features, the readouts fitted on them, and the errors of their predictions. */
  private final class FittedModel {
    private final Equivalent model;
    private final FeatureMap features;
    private final List<Fit> fits;
    private final List<Weights> weights;

    /** For each readout the errors on the test samples of each component. */
    private final List<List<ErrorSums>> errors;

    private final boolean classified = spec.generalization().isEmpty() && data.isClassification();
    private double[] generalizationErrors;
    private double[][] generalizationErrorsByComponent;

    FittedModel(Equivalent model, FeatureMap features, List<Fit> fits) {
      this.model = model;
      this.features = features;
      this.fits = fits;
      this.weights = fits.stream().map(fit -> Weights.of(fit.weights())).toList();
      this.errors =
          fits.stream()
              .map(
                  fit ->
                      data.population().components().stream()
                          .map(component -> new ErrorSums(classified))
                          .toList())
              .toList();
    }

    /** Adds the errors on samples of a block, which are test samples from one of them on. */
    void addErrors(Preactivations block, int start, Matrix x, Sample test, int first) {
      for (int r = 0; r < fits.size(); r++) {
        Predictions predictions = block.predict(start, x, features, weights.get(r));
        for (int i = 0; i < x.rows(); i++) {
          int component = test.inputs().component()[first + i];
          errors
              .get(r)
              .get(component)
              .add(predictions.means()[i], predictions.variances()[i], test.y()[first + i]);
        }
      }
    }

    /** Takes generalization errors from the test samples. */
    void takeErrors() {
      generalizationErrors =
          errors.stream().mapToDouble(each -> ErrorSums.of(each).generalizationError()).toArray();
      generalizationErrorsByComponent =
          errors.stream()
              .map(each -> each.stream().mapToDouble(ErrorSums::generalizationError).toArray())
              .toArray(double[][]::new);
    }

    /** Computes generalization errors without test samples. */
    void computeErrors(TrainedNetwork network, Generalization generalization) {
      generalizationErrorsByComponent =
          BrokenComponentException.require(
              generalization,
              "errors",
              Truth.placed(
                  "/generalization",
                  () ->
                      generalization.errors(
                          network,
                          model,
                          data.population(),
                          data.labelling(),
                          fits.stream().map(Fit::weights).toList(),
                          algebra)));
      List<MixtureComponent> components = data.population().components();
      if (generalizationErrorsByComponent.length != fits.size()) {
        throw new BrokenComponentException(
            generalization,
            "errors gives those of %d readouts, not of %d"
                .formatted(generalizationErrorsByComponent.length, fits.size()));
      }
      for (double[] each : generalizationErrorsByComponent) {
        BrokenComponentException.requireCount(generalization, "errors", each, components.size());
      }
      generalizationErrors =
          Arrays.stream(generalizationErrorsByComponent)
              .mapToDouble(
                  errors ->
                      IntStream.range(0, errors.length)
                          .filter(c -> components.get(c).weight() > 0)
                          .mapToDouble(c -> components.get(c).weight() * errors[c])
                          .sum())
              .toArray();
    }

    /**
     * Reports all errors, those by component too, and how far they are from those of the network,
     * the first model.
     */
    void report(Activation activation, FittedModel network, List<Measurement> measurements) {
      for (int r = 0; r < fits.size(); r++) {
        String readout = spec.readouts().get(r).label();
        double error = generalizationErrors[r];
        double networkError = network.generalizationErrors[r];
        measurements.add(
            measurement(activation, readout, "training_error", fits.get(r).trainingError()));
        measurements.add(measurement(activation, readout, GENERALIZATION_ERROR, error));
        if (this != network && networkError > 0) {
          measurements.add(
              measurement(
                  activation, readout, RELATIVE_GAP, (error - networkError) / networkError));
        }
        if (classified) {
          measurements.add(
              measurement(
                  activation,
                  readout,
                  CLASSIFICATION_ERROR,
                  ErrorSums.of(errors.get(r)).classificationError()));
        }
        double square = Arrays.stream(fits.get(r).weights()).map(w -> w * w).sum();
        measurements.add(measurement(activation, readout, "readout_norm", Math.sqrt(square)));
        for (int c : data.measuredComponents()) {
          String component = "_component_" + (c + 1);
          measurements.add(
              measurement(
                  activation,
                  readout,
                  GENERALIZATION_ERROR + component,
                  generalizationErrorsByComponent[r][c]));
          if (classified) {
            measurements.add(
                measurement(
                    activation,
                    readout,
                    CLASSIFICATION_ERROR + component,
                    errors.get(r).get(c).classificationError()));
          }
        }
      }
    }

    private Measurement measurement(
        Activation activation, String readout, String metric, double value) {
      return new Measurement(activation.label(), model.label(), readout, metric, SIMULATION, value);
    }
  }
}
