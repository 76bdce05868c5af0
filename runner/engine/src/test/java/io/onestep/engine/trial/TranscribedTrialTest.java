package io.onestep.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Guice;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Room;
import io.onestep.api.data.Sample;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.TaskResult;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Experiment;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A whole trial against a straight transcription of its definition into matrices: sections 3 and 4
 * of the model, nothing shared, nothing streamed, always the k x k system.
 */
class TranscribedTrialTest {
  private static final int N = 20;
  private static final double LAMBDA = 1e-3;
  private static final int DEGREE = 3;

  private static final String SPEC =
      """
      {"name": "small", "sizes": {"n": 20, "m": 24, "m1": 22, "m_test": 50, "k": %d},
       "scaling": {"alpha": 0.5, "beta": 0.74},
       "data": {"type": "structured-mixture"},
       "target": {"type": "%s"},
       "activations": [{"type": "relu"}, {"type": "tanh"}],
       "learner": {"type": "one-gradient-step", "precision": "%s"},
       "models": [{"type": "network"}, {"type": "hermite", "degree": 3}],
       "readouts": [{"type": "ridge", "lambda": 1e-3}],
       "trials": 1, "seed": 7, "train_precision": "%s", "test_precision": "%s"}
      """;

  private record Sigma(DoubleUnaryOperator value, DoubleUnaryOperator derivative) {}

  private static final Map<String, Sigma> SIGMA =
      Map.of(
          "relu", new Sigma(u -> Math.max(u, 0), u -> u > 0 ? 1 : 0),
          "tanh", new Sigma(Math::tanh, u -> 1 - Math.tanh(u) * Math.tanh(u)));

  /** Single precision in the products with samples changes no error by more than 2e-6 of it. */
  @Test
  void singlePrecisionChangesNextToNothing() {
    Map<String, Double> exact = measure(read(40, "class-labels", "double"));
    Map<String, Double> rounded = measure(read(40, "class-labels", "single"));
    exact.forEach(
        (key, value) ->
            assertThat(rounded.get(key)).as(key).isCloseTo(value, within(2e-6 * Math.abs(value))));
    assertThat(rounded).isNotEqualTo(exact);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"15 single-index", "24 single-index", "40 single-index", "30 class-labels"})
  void agreesWithTheTranscription(String widthAndTarget) {
    String[] parts = widthAndTarget.split(" ");
    int k = Integer.parseInt(parts[0]);
    Experiment experiment = read(k, parts[1], "double");
    Map<String, Double> measured = measure(experiment);
    Map<String, Double> expected = new HashMap<>();
    transcribe(experiment, k, parts[1].equals("class-labels"), expected);
    assertThat(measured).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (key, value) -> assertThat(measured.get(key)).as(key).isCloseTo(value, within(1e-9)));
  }

  private Experiment read(int k, String target, String precision) {
    return Guice.createInjector(new EngineModule(Catalogue.load(getClass().getClassLoader())))
        .getInstance(Engine.class)
        .read(SPEC.formatted(k, target, precision, precision, precision), "test");
  }

  private static Map<String, Double> measure(Experiment experiment) {
    TaskResult result =
        new Trials(experiment, new ReferenceLinearAlgebra()).run(experiment.tasks().get(0));
    assertThat(result).isInstanceOf(TaskResult.Completed.class);
    Map<String, Double> measured = new HashMap<>();
    for (Measurement m : ((TaskResult.Completed) result).measurements()) {
      measured.put(m.activation() + " " + m.model() + " " + m.metric(), m.value());
    }
    return measured;
  }

  private void transcribe(
      Experiment experiment, int k, boolean classes, Map<String, Double> expected) {
    RandomStreams root = RandomStreams.of(7);
    TrialData data = TrialData.draw(experiment.spec(), root.child("data", 0), Room.NEW);
    RandomStreams trial = root.child("point", 0).child("trial", 0);
    double trace = N + Math.pow(N, 0.74 * 0.5);
    double eta = Math.pow(N, 0.74 * 0.5);
    RealMatrix f0 = gaussian(trial.stream("F"), k, N).scalarMultiply(1 / Math.sqrt(trace));
    RealVector w0 =
        new ArrayRealVector(trial.stream("w").gaussians(k)).mapMultiply(1 / Math.sqrt(k));
    List<String> activations = List.of("relu", "tanh");
    for (int a = 0; a < activations.size(); a++) {
      Sigma sigma = SIGMA.get(activations.get(a));
      // G = (1/m1) [(1/sqrt k) w (y1^T - (1/sqrt k) w^T sigma(F X1^T)) .* sigma'(F X1^T)] X1
      RealMatrix x1 = inputs(data.first());
      RealVector y1 = new ArrayRealVector(data.first().y());
      RealMatrix u1 = f0.multiplyTransposed(x1);
      RealVector residual =
          y1.subtract(apply(u1, sigma.value()).preMultiply(w0).mapMultiply(1 / Math.sqrt(k)));
      RealMatrix s = w0.mapMultiply(1 / Math.sqrt(k)).outerProduct(residual);
      RealMatrix slopes = apply(u1, sigma.derivative());
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < x1.getRowDimension(); j++) {
          s.multiplyEntry(i, j, slopes.getEntry(i, j));
        }
      }
      RealMatrix g = s.multiply(x1).scalarMultiply(1.0 / x1.getRowDimension());
      RealMatrix f = f0.add(g.scalarMultiply(eta));

      double b = Math.sqrt(N / trace);
      double[] h = hermite(sigma, b);
      double square = expectation(z -> Math.pow(sigma.value().applyAsDouble(b * z), 2));
      double noise = square - h[0] * h[0] - h[1] * h[1] - h[2] * h[2] / 2 - h[3] * h[3] / 6;
      DoubleUnaryOperator polynomial =
          u -> {
            double t = u / b;
            return h[0] + h[1] * t + h[2] / 2 * (t * t - 1) + h[3] / 6 * (t * t * t - 3 * t);
          };
      RandomStream z = trial.child("activation", a).child("model", 1).stream("feature noise");
      RealMatrix drawn =
          gaussian(z, data.train().size(), k).transpose().scalarMultiply(Math.sqrt(noise));
      RealMatrix u = f.multiplyTransposed(inputs(data.train()));
      RealMatrix ut = f.multiplyTransposed(inputs(data.test()));
      String name = activations.get(a);
      fit(
          name + " network",
          apply(u, sigma.value()),
          apply(ut, sigma.value()),
          0,
          data,
          classes,
          expected);
      fit(
          name + " hermite-" + DEGREE,
          apply(u, polynomial).add(drawn),
          apply(ut, polynomial),
          noise,
          data,
          classes,
          expected);
      double network = expected.get(name + " network generalization_error");
      double hermite = expected.get(name + " hermite-3 generalization_error");
      expected.put(name + " hermite-3 relative_gap", (hermite - network) / network);
    }
  }

  /** Features k x m, not yet divided by sqrt k. */
  private static void fit(
      String name,
      RealMatrix features,
      RealMatrix testFeatures,
      double noise,
      TrialData data,
      boolean classes,
      Map<String, Double> expected) {
    int k = features.getRowDimension();
    int m = features.getColumnDimension();
    RealMatrix phi = features.scalarMultiply(1 / Math.sqrt(k));
    RealVector y = new ArrayRealVector(data.train().y());
    RealMatrix system =
        phi.multiplyTransposed(phi)
            .add(MatrixUtils.createRealIdentityMatrix(k).scalarMultiply(LAMBDA * m));
    RealVector w = new LUDecomposition(system).getSolver().solve(phi.operate(y));
    RealVector left = y.subtract(phi.preMultiply(w));
    double square = w.dotProduct(w);
    expected.put(name + " readout_norm", Math.sqrt(square));
    expected.put(name + " training_error", left.dotProduct(left) / (2 * m) + LAMBDA / 2 * square);
    RealVector prediction = testFeatures.scalarMultiply(1 / Math.sqrt(k)).preMultiply(w);
    double variance = noise * square / k;
    test(name, "", c -> true, prediction, variance, data, classes, expected);
    test(name, "_component_1", c -> c == 0, prediction, variance, data, classes, expected);
    test(name, "_component_2", c -> c == 1, prediction, variance, data, classes, expected);
  }

  /** Errors on the test samples of some components. */
  private static void test(
      String name,
      String suffix,
      IntPredicate components,
      RealVector prediction,
      double variance,
      TrialData data,
      boolean classes,
      Map<String, Double> expected) {
    double squares = 0;
    double wrong = 0;
    int count = 0;
    for (int i = 0; i < prediction.getDimension(); i++) {
      if (components.test(data.test().inputs().component()[i])) {
        double y = data.test().y()[i];
        squares += Math.pow(y - prediction.getEntry(i), 2);
        double margin = prediction.getEntry(i) * y;
        wrong +=
            variance == 0
                ? margin > 0 ? 0 : 1
                : org.hipparchus.special.Erf.erfc(margin / Math.sqrt(2 * variance)) / 2;
        count++;
      }
    }
    expected.put(name + " generalization_error" + suffix, (squares / count + variance) / 2);
    if (classes) {
      expected.put(name + " classification_error" + suffix, wrong / count);
    }
  }

  private static double[] hermite(Sigma sigma, double b) {
    DoubleUnaryOperator s = z -> sigma.value().applyAsDouble(b * z);
    return new double[] {
      expectation(s),
      expectation(z -> z * s.applyAsDouble(z)),
      expectation(z -> (z * z - 1) * s.applyAsDouble(z)),
      expectation(z -> (z * z * z - 3 * z) * s.applyAsDouble(z))
    };
  }

  /** E g(z), z standard normal, by many panels of a Gauss-Legendre rule on both sides of 0. */
  private static double expectation(DoubleUnaryOperator g) {
    double sum = 0;
    for (int panel = -14; panel < 14; panel++) {
      sum +=
          new GaussIntegratorFactory()
              .legendre(30, panel, panel + 1)
              .integrate(z -> g.applyAsDouble(z) * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI));
    }
    return sum;
  }

  private static RealMatrix gaussian(RandomStream stream, int rows, int columns) {
    RealMatrix matrix = new Array2DRowRealMatrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      matrix.setRow(i, stream.gaussians(columns));
    }
    return matrix;
  }

  private static RealMatrix inputs(Sample sample) {
    Matrix x = sample.x();
    RealMatrix matrix = new Array2DRowRealMatrix(x.rows(), x.columns());
    for (int i = 0; i < x.rows(); i++) {
      matrix.setRow(i, x.row(i));
    }
    return matrix;
  }

  private static RealMatrix apply(RealMatrix u, DoubleUnaryOperator function) {
    RealMatrix result = u.copy();
    for (int i = 0; i < u.getRowDimension(); i++) {
      for (int j = 0; j < u.getColumnDimension(); j++) {
        result.setEntry(i, j, function.applyAsDouble(u.getEntry(i, j)));
      }
    }
    return result;
  }
}
