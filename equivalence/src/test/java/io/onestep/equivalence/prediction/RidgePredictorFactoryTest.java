package io.onestep.equivalence.prediction;

import static io.onestep.equivalence.Fixtures.ALGEBRA;
import static io.onestep.equivalence.TrainedExample.RELU;
import static io.onestep.equivalence.TrainedExample.SIGN;
import static io.onestep.equivalence.TrainedExample.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Precision;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.error.InsufficientResourcesException;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.network.Learner;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.prediction.GeneralizationFactory;
import io.onestep.api.prediction.Prediction;
import io.onestep.api.prediction.PredictionSetting;
import io.onestep.api.prediction.Predictor;
import io.onestep.api.prediction.PredictorFactory;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.readout.Fit;
import io.onestep.api.readout.Readout;
import io.onestep.equivalence.Fixtures;
import io.onestep.equivalence.TrainedExample;
import io.onestep.equivalence.conditional.ConditionalGaussianFactory;
import io.onestep.equivalence.model.DegreeRule;
import io.onestep.equivalence.model.HermiteFactory;
import io.onestep.equivalence.model.NetworkFactory;
import io.onestep.equivalence.moments.GaussianFeatures;
import io.onestep.equivalence.moments.Moments;
import io.onestep.learners.loss.SquaredFactory;
import io.onestep.learners.readout.RidgeFactory;
import io.onestep.learners.training.OneGradientStepFactory;
import io.onestep.testkit.ReferenceLinearAlgebra;
import io.onestep.testkit.UsedRoom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The predictor as a whole. */
class RidgePredictorFactoryTest {
  private static final RandomStreams STREAMS = RandomStreams.of(41);
  private static final Equivalent NETWORK =
      new NetworkFactory().create(new NetworkFactory.Config(), Fixtures.ANY);
  private static final Equivalent HERMITE =
      new HermiteFactory()
          .create(
              new HermiteFactory.Config(
                  OptionalInt.of(3), DegreeRule.THEOREM_4, 4, OptionalDouble.empty()),
              Fixtures.ANY);
  private static final Equivalent CONDITIONAL =
      new ConditionalGaussianFactory()
          .create(new ConditionalGaussianFactory.Config(), Fixtures.ANY);

  /** A model that says nothing of its features. */
  private static final Equivalent UNKNOWN =
      new Equivalent() {
        @Override
        public String label() {
          return "unknown";
        }

        @Override
        public FeatureMap features(
            TrainedNetwork network, Population population, LinearAlgebra algebra) {
          throw new UnsupportedOperationException("a prediction draws no features");
        }
      };

  /** A readout that is no ridge regression. */
  private static final Readout OTHER =
      new Readout() {
        @Override
        public String label() {
          return "other";
        }

        @Override
        public Fit fit(Matrix features, double[] y, LinearAlgebra algebra) {
          throw new UnsupportedOperationException("a prediction fits nothing");
        }
      };

  private static Readout ridge(double lambda) {
    return new RidgeFactory().create(new RidgeFactory.Config(lambda), Fixtures.ANY);
  }

  private static Predictor predictor(FirstLayer firstLayer, MomentMethod moments) {
    return new RidgePredictorFactory()
        .create(
            new RidgePredictorFactory.Config(firstLayer, moments, Regularisations.ONE, 1e-9),
            Fixtures.ANY);
  }

  /** The predictions for model and readout 0 by metric. */
  private static Map<String, Double> predict(
      Predictor predictor, TrainedExample example, Activation activation, TrainedNetwork network) {
    PredictionSetting setting =
        example.setting(activation, List.of(NETWORK), List.of(ridge(1e-3)), Optional.of(network));
    Map<String, Double> values = new HashMap<>();
    for (Prediction p : predictor.predict(setting, STREAMS.child("predictor", 0), ALGEBRA)) {
      assertThat(p.model()).isZero();
      assertThat(p.readout()).isZero();
      assertThat(values.put(p.metric(), p.value())).as("a second " + p.metric()).isNull();
    }
    return values;
  }

  /**
   * Levels of what is neglected, at n = 150, k = 120, against exact moments of the trained layer:
   * the moments' structure (0.3 %), the gradient beyond rank one (1 %), the draw of X1 (2 %) and
   * that of F (5 %), the last two by one draw each, hence with room for others.
   */
  @ParameterizedTest
  @ValueSource(strings = {"regression", "product", "classes"})
  void levelsAgree(String labels) {
    int n = 150;
    boolean classes = labels.equals("classes");
    TrainedExample example =
        switch (labels) {
          case "classes" -> TrainedExample.classes(n, 120, 0.74, 0.5, 8);
          case "product" -> TrainedExample.product(n, 120, 0.74, 0.5, 8);
          default -> TrainedExample.regression(n, 120, 0.74, 0.5, 8);
        };
    TrainedNetwork network = example.train(RELU);
    Map<String, Double> exact =
        predict(predictor(FirstLayer.TRAINED, MomentMethod.EXACT), example, RELU, network);
    List<String> metrics =
        new ArrayList<>(
            List.of(
                "training_error",
                "generalization_error",
                "generalization_error_component_1",
                "generalization_error_component_2",
                "readout_norm"));
    if (classes) {
      metrics.add("classification_error");
      metrics.add("classification_error_component_1");
      metrics.add("classification_error_component_2");
    }
    assertThat(exact).containsOnlyKeys(metrics);
    assertClose(
        predict(predictor(FirstLayer.TRAINED, MomentMethod.LOW_RANK), example, RELU, network),
        exact,
        0.003);
    assertClose(
        predict(predictor(FirstLayer.RANK_ONE, MomentMethod.EXACT), example, RELU, network),
        exact,
        0.01);
    assertClose(
        predict(predictor(FirstLayer.SPIKE_LAW, MomentMethod.EXACT), example, RELU, network),
        exact,
        0.02);
    assertClose(
        predict(predictor(FirstLayer.AVERAGED, MomentMethod.AUTO), example, RELU, network),
        exact,
        0.05);
  }

  private static void assertClose(
      Map<String, Double> actual, Map<String, Double> expected, double error) {
    assertThat(actual).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (metric, value) -> {
          assertThat(actual.get(metric)).as(metric).isCloseTo(value, within(error * value));
        });
  }

  /**
   * What the presets theory-regression and theory-classes show at n = 1000, at n = 120, and labels
   * of a product of indices and of a perceptron: the ridge readout fitted on drawn samples against
   * predictions for the same trained layers. Generalization errors by exact moments, the 0-1 error
   * by 2000 test samples. The mean of 16 draws' differences is zero within 5 of its standard errors
   * and 1 % for terms of order 1/m.
   */
  @ParameterizedTest
  @ValueSource(strings = {"regression", "product", "classes", "perceptron"})
  void agreesWithSimulation(String labels) {
    int n = 120;
    int draws = 16;
    Predictor predictor = predictor(FirstLayer.TRAINED, MomentMethod.EXACT);
    Map<String, double[]> differences = new HashMap<>();
    Map<String, Double> sizes = new HashMap<>();
    for (int t = 0; t < draws; t++) {
      TrainedExample example =
          switch (labels) {
            case "classes" -> TrainedExample.classes(n, 90, 0.74, 0.5, 100 + t);
            case "product" -> TrainedExample.product(n, 90, 0.74, 0.5, 100 + t);
            case "perceptron" -> TrainedExample.perceptron(n, 90, 0.74, 0.5, 100 + t);
            default -> TrainedExample.regression(n, 90, 0.74, 0.5, 100 + t);
          };
      TrainedNetwork network = example.train(RELU);
      Map<String, Double> predicted = predict(predictor, example, RELU, network);
      Map<String, Double> simulated = simulate(example, network);
      if (labels.equals("regression") || labels.equals("product")) {
        simulated.keySet().removeIf(metric -> metric.startsWith("classification_error"));
      }
      assertThat(predicted).containsOnlyKeys(simulated.keySet());
      for (String metric : simulated.keySet()) {
        differences.computeIfAbsent(metric, x -> new double[draws])[t] =
            simulated.get(metric) - predicted.get(metric);
        sizes.merge(metric, predicted.get(metric) / draws, Double::sum);
      }
    }
    differences.forEach(
        (metric, values) -> {
          double mean = Arrays.stream(values).average().orElseThrow();
          double variance = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
          double error = Math.sqrt(variance / (draws - 1.0) / draws);
          assertThat(mean).as(metric).isCloseTo(0, within(5 * error + 0.01 * sizes.get(metric)));
        });
  }

  private static Map<String, Double> simulate(TrainedExample example, TrainedNetwork network) {
    Sample train = example.sample(example.point().sizes().m(), "train");
    Sample test = example.sample(2000, "test");
    Fit fit = ridge(1e-3).fit(features(network, train.inputs()), train.y(), ALGEBRA);
    double[] w = fit.weights();
    double[] fitted = ALGEBRA.multiply(features(network, test.inputs()), w);
    GaussianFeatures features =
        GaussianFeatures.of(
            network.f(),
            NETWORK.law(network.activation(), example.population(), new double[0]).orElseThrow(),
            1e-9,
            ALGEBRA);
    LabelLaw labels = example.labelling().law().orElseThrow();
    Map<String, Double> values = new HashMap<>();
    values.put("training_error", fit.trainingError());
    values.put(
        "generalization_error",
        features.average(example.population(), labels).generalizationError(w, ALGEBRA));
    values.put("readout_norm", Math.sqrt(Fixtures.dot(w, w)));
    for (int c = 0; c < 2; c++) {
      values.put(
          "generalization_error_component_" + (c + 1),
          features
              .byComponent(example.population(), labels)
              .get(c)
              .generalizationError(w, ALGEBRA));
    }
    double[] count = new double[2];
    double[] wrong = new double[2];
    for (int i = 0; i < fitted.length; i++) {
      int c = test.inputs().component()[i];
      count[c]++;
      wrong[c] += fitted[i] * test.y()[i] > 0 ? 0 : 1;
    }
    values.put("classification_error", (wrong[0] + wrong[1]) / fitted.length);
    values.put("classification_error_component_1", wrong[0] / count[0]);
    values.put("classification_error_component_2", wrong[1] / count[1]);
    return values;
  }

  /** sigma(F^ x)/sqrt k by definition. */
  private static Matrix features(TrainedNetwork network, Inputs inputs) {
    int k = network.f().rows();
    Matrix u = Matrix.zeros(inputs.x().rows(), k);
    ALGEBRA.multiplyTransposed(1, inputs.x(), network.f(), 0, u);
    for (int i = 0; i < u.size(); i++) {
      u.data()[i] = network.activation().value(u.data()[i]) / Math.sqrt(k);
    }
    return u;
  }

  /** Every model and readout has its own predictions; unknown ones have none. */
  @Test
  void predictsWhatItKnows() {
    TrainedExample example = TrainedExample.regression(40, 30, 0.74, 0.5, 9);
    TrainedNetwork network = example.train(TANH);
    PredictionSetting setting =
        example.setting(
            TANH,
            List.of(UNKNOWN, NETWORK, HERMITE, CONDITIONAL),
            List.of(ridge(1e-3), OTHER, ridge(0.1)),
            Optional.of(network));
    for (FirstLayer firstLayer : FirstLayer.values()) {
      Predictor predictor = predictor(firstLayer, MomentMethod.AUTO);
      List<Prediction> predictions =
          predictor.predict(setting, STREAMS.child("predictor", 0), ALGEBRA);
      // Three models, two readouts; labels are no signs: three metrics, one more a component.
      assertThat(predictions).as(firstLayer.name()).hasSize(3 * 2 * (3 + 2));
      assertThat(predictions).extracting(Prediction::model).containsOnly(1, 2, 3);
      assertThat(predictions).extracting(Prediction::readout).containsOnly(0, 2);
      assertThat(predictions).allSatisfy(p -> assertThat(p.value()).isFinite().isPositive());
      assertThat(predictor.caveats(setting))
          .anySatisfy(line -> assertThat(line).contains("the model unknown"))
          .anySatisfy(line -> assertThat(line).contains("the readout other"));
    }
  }

  /** Whatever is known of the first layer, components' errors average to the mixture's. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void componentsAverageToTheMixture(boolean classes) {
    TrainedExample example =
        classes
            ? TrainedExample.classes(60, 50, 0.9, 0.3, 9)
            : TrainedExample.regression(60, 50, 0.9, 0.3, 9);
    TrainedNetwork network = example.train(TANH);
    PredictionSetting setting =
        example.setting(
            TANH,
            List.of(NETWORK, HERMITE, CONDITIONAL),
            List.of(ridge(1e-3), ridge(0.1)),
            Optional.of(network));
    for (FirstLayer firstLayer : FirstLayer.values()) {
      for (MomentMethod moments : MomentMethod.values()) {
        for (Regularisations regularisations : Regularisations.values()) {
          if (regularisations == Regularisations.SEVERAL && firstLayer == FirstLayer.AVERAGED) {
            continue; // refused
          }
          Predictor predictor =
              new RidgePredictorFactory()
                  .create(
                      new RidgePredictorFactory.Config(firstLayer, moments, regularisations, 1e-9),
                      Fixtures.ANY);
          Map<String, Double> values = new HashMap<>();
          for (Prediction p : predictor.predict(setting, STREAMS.child("predictor", 0), ALGEBRA)) {
            values.put(p.model() + " " + p.readout() + " " + p.metric(), p.value());
          }
          values.forEach(
              (metric, value) -> {
                if (metric.endsWith("_component_1")) {
                  String mixture = metric.replace("_component_1", "");
                  double other = values.get(metric.replace("_component_1", "_component_2"));
                  assertThat((value + other) / 2)
                      .as("%s, %s, %s: %s", firstLayer, moments, regularisations, metric)
                      .isCloseTo(values.get(mixture), within(1e-7 * values.get(mixture)));
                }
              });
          assertThat(values).hasSize(3 * 2 * (classes ? 8 : 5));
        }
      }
    }
  }

  /** A gradient leaves a network of signs as it was: it is ridge regression on random features. */
  @Test
  void networksOfSignsStayAsTheyWere() {
    TrainedExample example = TrainedExample.perceptron(100, 80, 0.74, 0.5, 8);
    TrainedNetwork network = example.train(SIGN);
    assertThat(network.f().data()).isEqualTo(network.initial().f().data());
    Map<String, Double> exact =
        predict(predictor(FirstLayer.TRAINED, MomentMethod.EXACT), example, SIGN, network);
    assertThat(exact).containsKey("classification_error_component_2");
    assertClose(
        predict(predictor(FirstLayer.RANK_ONE, MomentMethod.EXACT), example, SIGN, network),
        exact,
        1e-12);
    assertClose(
        predict(predictor(FirstLayer.AVERAGED, MomentMethod.AUTO), example, SIGN, network),
        exact,
        0.05);
  }

  @Test
  void labelsOfNoLawHaveNoPrediction() {
    TrainedExample example = TrainedExample.regression(30, 20, 0.74, 0.5, 9);
    PredictionSetting known =
        example.setting(RELU, List.of(NETWORK), List.of(ridge(1e-3)), Optional.empty());
    PredictionSetting setting =
        new PredictionSetting(
            known.population(),
            (inputs, noise) -> new double[inputs.x().rows()],
            known.sizes(),
            known.scaling(),
            known.learner(),
            known.activation(),
            known.models(),
            known.readouts(),
            Optional.empty());
    Predictor predictor = predictor(FirstLayer.AUTO, MomentMethod.AUTO);
    assertThat(predictor.predict(setting, STREAMS, ALGEBRA)).isEmpty();
    assertThat(predictor.usesNetwork(setting)).isFalse();
    assertThat(predictor.caveats(setting)).singleElement().asString().contains("labels");
    assertThat(predictor.accuracy(setting)).isEmpty();
    assertThat(predictor.caveats(known)).isEmpty();
  }

  /** At 1e160 the square of the step is more than a double can be. */
  @ParameterizedTest
  @ValueSource(doubles = {1e5, 1e10, 1e160})
  void saysThatAStepIsBeyondOrderN(double rate) {
    PredictionSetting of =
        TrainedExample.regression(40, 30, 0.74, 0.5, 9)
            .setting(RELU, List.of(NETWORK), List.of(ridge(1e-3)), Optional.empty());
    Learner huge =
        new OneGradientStepFactory()
            .create(
                new OneGradientStepFactory.Config(
                    new SquaredFactory().create(new SquaredFactory.Config(), Fixtures.ANY),
                    OptionalDouble.of(rate),
                    Precision.DOUBLE),
                Fixtures.ANY);
    PredictionSetting setting =
        new PredictionSetting(
            of.population(),
            of.labelling(),
            of.sizes(),
            of.scaling(),
            huge,
            of.activation(),
            of.models(),
            of.readouts(),
            Optional.empty());
    for (FirstLayer layer : FirstLayer.values()) {
      Predictor predictor = predictor(layer, MomentMethod.AUTO);
      assertThat(predictor.caveats(setting))
          .as(layer.name())
          .anyMatch(caveat -> caveat.startsWith("the step is of a larger order than n"));
      assertThat(predictor.accuracy(setting)).as(layer.name()).isEmpty();
    }
  }

  /** How far averages may be off is known, and that steps of order n are not for them. */
  /** n = 19 and 20, with as many samples and more neurons. */
  @Test
  void saysWhereTheLimitIsFar() {
    Predictor predictor = predictor(FirstLayer.AUTO, MomentMethod.AUTO);
    for (int n : new int[] {19, 20}) {
      PredictionSetting setting =
          TrainedExample.regression(n, 30, 0.74, 0.5, 9)
              .setting(RELU, List.of(NETWORK), List.of(ridge(1e-3)), Optional.empty());
      assertThat(setting.sizes().k()).isGreaterThan(20);
      assertThat(predictor.caveats(setting).toString().contains("the smallest is 19"))
          .isEqualTo(n == 19);
    }
  }

  @Test
  void saysHowFarAveragesMayBeOff() {
    PredictionSetting small =
        TrainedExample.regression(40, 30, 0.74, 0.5, 9)
            .setting(RELU, List.of(NETWORK), List.of(ridge(1e-3)), Optional.empty());
    PredictionSetting large =
        TrainedExample.regression(200, 20, 1, 1, 9)
            .setting(RELU, List.of(NETWORK), List.of(ridge(1e-3)), Optional.empty());
    for (FirstLayer layer : FirstLayer.values()) {
      Predictor predictor = predictor(layer, MomentMethod.AUTO);
      boolean averages = layer == FirstLayer.AVERAGED || layer == FirstLayer.AUTO;
      assertThat(predictor.accuracy(small).isPresent()).as(layer.name()).isEqualTo(averages);
      predictor.accuracy(small).ifPresent(text -> assertThat(text).contains("0.1 to 4 %"));
      assertThat(predictor.caveats(small)).as(layer.name()).isEmpty();
      assertThat(predictor.accuracy(large)).as(layer.name()).isEmpty();
    }
    assertThat(predictor(FirstLayer.AVERAGED, MomentMethod.AUTO).caveats(large))
        .singleElement()
        .asString()
        .contains("the step is of order n", "20 % low", "first_layer trained");
    Predictor auto =
        new RidgePredictorFactory()
            .create(
                new RidgePredictorFactory.Config(
                    FirstLayer.AUTO, MomentMethod.AUTO, Regularisations.AUTO, 1e-9),
                Fixtures.ANY);
    assertThat(auto.usesNetwork(large)).isTrue(); // the trained layer, taken by itself
    assertThat(auto.caveats(large)).isEmpty();
    // Moments at nine nodes of each of two components and their products with the inverse, and
    // three matrices to work with.
    int k = large.sizes().k();
    assertThat(auto.memory(large)).isEqualTo((2 * 2 * 9 + 3) * 8.0 * k * k);
    assertThat(predictor(FirstLayer.AVERAGED, MomentMethod.AUTO).memory(large)).isZero();
  }

  /**
   * What predictions by low rank put into the room of a trial is counted, for each activation and
   * whether the data's spikes stand out or not.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.9})
  void lowRankPredictionsSayWhatTheyTake(double beta) {
    TrainedExample example = TrainedExample.regression(40, 240, beta, 0.5, 9);
    for (Activation activation : List.of(RELU, TANH)) {
      for (FirstLayer layer : List.of(FirstLayer.TRAINED, FirstLayer.RANK_ONE)) {
        Predictor predictor = predictor(layer, MomentMethod.LOW_RANK);
        PredictionSetting setting =
            example.setting(
                activation,
                List.of(NETWORK),
                List.of(ridge(1e-3)),
                Optional.of(example.train(activation)));
        UsedRoom room = new UsedRoom();
        List<Prediction> actual =
            predictor.predict(setting, STREAMS, new ReferenceLinearAlgebra(room));
        assertThat(actual)
            .isEqualTo(predictor.predict(setting, STREAMS, new ReferenceLinearAlgebra()));
        assertThat(predictor.memory(setting))
            .as(activation.label() + " " + layer)
            .isBetween(room.bytes() / 1.1, room.bytes() * 1.3);
      }
    }
  }

  /**
   * By low rank, too, some sizes are beyond any array. By hand: tanh makes one block of the n
   * columns, and 16 more are counted, so there are 50016, whose Gram matrix has 2.50e9 elements.
   */
  @Test
  void lowRankPredictionsThatNoArrayHolds() {
    Predictor predictor = predictor(FirstLayer.TRAINED, MomentMethod.LOW_RANK);
    assertThatThrownBy(() -> predictor.memory(large(50000, 50)))
        .isInstanceOf(InsufficientResourcesException.class)
        .hasMessage(
            "the Gram matrix of columns of low-rank moments (50016 x 50016) would have 2.50e+09"
                + " elements at k = 50, more than the 2.15e+09 that a matrix can have; lower"
                + " /sizes/n");
    assertThatThrownBy(() -> predictor.memory(large(40000, 60000)))
        .isInstanceOf(InsufficientResourcesException.class)
        .hasMessage(
            "columns of low-rank moments (k x 40016) would have 2.40e+09 elements at k = 60000,"
                + " more than the 2.15e+09 that a matrix can have; lower /sizes/k or /sizes/n");
  }

  private static PredictionSetting large(int n, int k) {
    return TrainedExample.regression(n, k, 0.2, 0.5, 9)
        .setting(TANH, List.of(NETWORK), List.of(ridge(1e-3)), Optional.empty());
  }

  /** Another learner than one gradient step: only the trained layer is known. */
  @Test
  void otherLearners() {
    TrainedExample example = TrainedExample.regression(30, 20, 0.74, 0.5, 9);
    TrainedNetwork network = example.train(RELU);
    Learner none = (initial, first, algebra, streams) -> (activation, trained) -> {};
    PredictionSetting known =
        example.setting(RELU, List.of(NETWORK), List.of(ridge(1e-3)), Optional.of(network));
    PredictionSetting setting =
        new PredictionSetting(
            known.population(),
            known.labelling(),
            known.sizes(),
            known.scaling(),
            none,
            known.activation(),
            known.models(),
            known.readouts(),
            known.network());
    Predictor auto = predictor(FirstLayer.AUTO, MomentMethod.AUTO);
    assertThat(auto.usesNetwork(setting)).isTrue();
    assertThat(auto.predict(setting, STREAMS, ALGEBRA))
        .isEqualTo(
            predictor(FirstLayer.TRAINED, MomentMethod.EXACT).predict(known, STREAMS, ALGEBRA));
    for (FirstLayer other :
        List.of(FirstLayer.RANK_ONE, FirstLayer.SPIKE_LAW, FirstLayer.AVERAGED)) {
      Predictor predictor = predictor(other, MomentMethod.AUTO);
      assertThat(predictor.predict(setting, STREAMS, ALGEBRA)).isEmpty();
      assertThat(predictor.caveats(setting)).isNotEmpty();
    }
  }

  @Test
  void onlyAveragesNeedNoNetwork() {
    PredictionSetting setting =
        TrainedExample.regression(30, 20, 0.74, 0.5, 9)
            .setting(RELU, List.of(NETWORK), List.of(ridge(1e-3)), Optional.empty());
    for (FirstLayer layer : FirstLayer.values()) {
      boolean averaged = layer == FirstLayer.AVERAGED || layer == FirstLayer.AUTO;
      assertThat(predictor(layer, MomentMethod.AUTO).usesNetwork(setting))
          .as(layer.name())
          .isEqualTo(!averaged);
    }
    assertThatThrownBy(
            () ->
                predictor(FirstLayer.TRAINED, MomentMethod.AUTO).predict(setting, STREAMS, ALGEBRA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("need a trained network");
  }

  /** Without a penalty, k below and above m. */
  @ParameterizedTest
  @ValueSource(ints = {20, 60})
  void leastSquares(int k) {
    TrainedExample example = TrainedExample.regression(40, k, 0.74, 0.5, 9);
    TrainedNetwork network = example.train(TANH);
    for (MomentMethod method : List.of(MomentMethod.EXACT, MomentMethod.LOW_RANK)) {
      PredictionSetting setting =
          example.setting(TANH, List.of(NETWORK), List.of(ridge(0)), Optional.of(network));
      for (Prediction p :
          predictor(FirstLayer.TRAINED, method).predict(setting, STREAMS, ALGEBRA)) {
        if (p.metric().equals("training_error") && k > 40) {
          assertThat(p.value()).isCloseTo(0, within(1e-9));
        } else {
          assertThat(p.value()).as("%s, %s", method, p.metric()).isFinite().isPositive();
        }
      }
    }
  }

  /** One group is one regularisation: both ways give the same where there is no mean. */
  @Test
  void oneGroupIsTheSpectralPrediction() {
    TrainedExample example = TrainedExample.regression(40, 30, 0.74, 0.5, 9);
    TrainedNetwork network = example.train(TANH);
    LabelLaw labels = example.labelling().law().orElseThrow();
    Moments moments =
        GaussianFeatures.of(
                network.f(),
                NETWORK.law(TANH, example.population(), new double[0]).orElseThrow(),
                1e-9,
                ALGEBRA)
            .average(example.population(), labels);
    // tanh of centred pre-activations has no mean.
    assertThat(moments.mean()).containsExactly(new double[30], within(1e-12));
    RidgePrediction one =
        RidgePrediction.of(
            SpectralResolvent.of(List.of(moments), ALGEBRA), moments.labelSquare(), 1e-2, 40);
    RidgeErrors grouped = GroupedRidge.of(List.of(moments), 1e-2, 40, ALGEBRA);
    double e = one.generalizationError();
    assertThat(grouped.generalizationError()).isCloseTo(e, within(1e-7 * e));
    assertThat(grouped.trainingError()).isCloseTo(one.trainingError(), within(1e-7 * e));
    assertThat(grouped.squaredNorm())
        .isCloseTo(one.squaredNorm(), within(1e-7 * one.squaredNorm()));
  }

  @Test
  void validatesTheTolerance() {
    assertThatThrownBy(
            () ->
                new RidgePredictorFactory.Config(
                    FirstLayer.AUTO, MomentMethod.AUTO, Regularisations.AUTO, 0.5))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("tolerance");
  }

  @Test
  void areFoundAsServices() {
    assertThat(ServiceLoader.load(PredictorFactory.class))
        .extracting(factory -> factory.name())
        .containsExactly("ridge");
    assertThat(ServiceLoader.load(GeneralizationFactory.class))
        .extracting(factory -> factory.name())
        .containsExactly("exact");
  }
}
