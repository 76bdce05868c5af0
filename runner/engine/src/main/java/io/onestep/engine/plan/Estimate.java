package io.onestep.engine.plan;

import io.onestep.api.algebra.Precision;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.Comparator;
import java.util.List;

/**
 * What a trial at a point needs.
 *
 * @param flops floating-point operations of products, Gram matrices and systems
 * @param data memory for the samples, in bytes
 * @param trial memory for one trial's own matrices, in bytes
 * @param largest the largest matrix
 * @param most what needs most of this: the largest matrix, or all that predictions, generalization
 *     errors or metrics take
 */
public record Estimate(double flops, double data, double trial, Part largest, Part most) {
  /**
   * Elements of a block of pre-activations, which a trial computes at a time: large enough for
   * products to run at full speed.
   */
  public static final int BLOCK = 1 << 21;

  /** Features are of order 1/sqrt k, so their squared norm is of order 1; ReLU's is 1/2. */
  private static final double TYPICAL_SQUARED_NORM = 0.5;

  /** Neurons that a gradient step takes at a time. */
  private static final double STEP_ROWS = 1024;

  /**
   * A part of the memory that a trial needs.
   *
   * @param description what it is
   * @param elements the number of its elements
   * @param sizes the JSON pointers of the sizes that it grows with
   */
  public record Part(String description, double elements, List<String> sizes) {
    /** Copies the list. */
    public Part {
      sizes = List.copyOf(sizes);
    }
  }

  /**
   * Estimates the needs of a trial that trains a network and whose predictions need no memory.
   *
   * @param point the point
   * @return operations and bytes
   */
  public static Estimate of(Point point) {
    return of(point, true, 0);
  }

  /**
   * Estimates the needs of a trial.
   *
   * @param point the point
   * @param trained whether it trains a network
   * @param predictions memory for its predictions, in bytes
   * @return operations and bytes
   */
  public static Estimate of(Point point, boolean trained, double predictions) {
    Sizes s = point.sizes();
    ExperimentSpec spec = point.spec();
    double n = s.n();
    double k = trained ? s.k() : 0;
    double m = spec.simulation() ? s.m() : 0;
    double m1 = trained ? s.m1() : 0;
    double mTest = spec.simulation() && spec.generalization().isEmpty() ? s.mTest() : 0;
    int activations = spec.activations().size();
    int models = spec.models().size();
    int readouts = spec.readouts().size();
    double smaller = Math.min(k, m);
    double larger = Math.max(k, m);
    double step = 2 * k * n * m1;
    double products = 2 * k * n * (m + mTest);
    double fit = smaller * smaller * larger + smaller * smaller * smaller / 3;
    double flops = step + activations * (step + products + models * readouts * fit);

    boolean singleTrain = spec.trainPrecision() == Precision.SINGLE;
    boolean singleTest = spec.testPrecision() == Precision.SINGLE;
    // Where rounding will not do, features are made again in double precision, beside the others.
    boolean tolerant =
        spec.readouts().stream().allMatch(each -> each.toleratesRounding(TYPICAL_SQUARED_NORM));
    boolean doubleTrain = !singleTrain || !tolerant;
    boolean singleFeatures =
        singleTrain && spec.readouts().stream().allMatch(each -> each.toleratesRounding(0));
    double rounded = (singleTrain ? m : 0) + (singleTest ? mTest : 0);
    double samples = Double.BYTES * n * (m1 + m + mTest) + Float.BYTES * n * rounded;
    double trainBlock = Math.min(BLOCK, k * m);
    double testBlock = Math.min(BLOCK, k * mTest);
    double doubles =
        2 * k * n // F and F^
            + (doubleTrain ? models * k * m : 0)
            + Math.max(doubleTrain ? trainBlock : 0, singleTest ? 0 : testBlock);
    double floats =
        (singleFeatures ? models * k * m : k * m) // features, or what a Gram matrix is formed of
            + smaller * smaller // the Gram matrix, solved in place
            + Math.max(singleFeatures ? trainBlock : 0, singleTest ? testBlock : 0)
            + (spec.simulation() && (singleTrain || singleTest) ? k * n : 0) // F^
            + k * m1
            + m1 * n
            + Math.min(k, STEP_ROWS) * (m1 + n); // the step's
    double metrics =
        spec.simulation()
            ? spec.metrics().stream().mapToDouble(each -> bytes(each, each.memory(s))).sum()
            : 0;
    double generalization =
        spec.simulation()
            ? spec.generalization().map(each -> bytes(each, each.memory(s))).orElse(0.0)
            : 0;
    Part largest = largest(n, k, m, m1, mTest);
    List<Part> parts =
        List.of(
            largest,
            new Part(
                "the predictions", predictions / Double.BYTES, List.of("/sizes/k", "/sizes/n")),
            new Part(
                "the generalization errors", generalization / Double.BYTES, List.of("/sizes/k")),
            new Part("the metrics", metrics / Double.BYTES, List.of("/sizes/k")));
    return new Estimate(
        flops,
        samples,
        Double.BYTES * doubles + Float.BYTES * floats + predictions + generalization + metrics,
        largest,
        parts.stream().max(Comparator.comparingDouble(Part::elements)).orElseThrow());
  }

  /**
   * Makes sure that what a component says it needs is an amount of memory.
   *
   * @param component the component
   * @param bytes what it said
   * @return the same
   * @throws BrokenComponentException if it is negative, infinite or NaN
   */
  public static double bytes(Object component, double bytes) {
    if (!(bytes >= 0 && bytes < Double.POSITIVE_INFINITY)) {
      throw new BrokenComponentException(
          component, "memory gives %s, not a number of bytes".formatted(bytes));
    }
    return bytes;
  }

  private static Part largest(double n, double k, double m, double m1, double mTest) {
    double smaller = Math.min(k, m);
    List<Part> matrices =
        List.of(
            new Part(
                "the test samples (m_test x n)", n * mTest, List.of("/sizes/m_test", "/sizes/n")),
            new Part("the training samples (m x n)", n * m, List.of("/sizes/m", "/sizes/n")),
            new Part(
                "the samples of the first step (m1 x n)", n * m1, List.of("/sizes/m1", "/sizes/n")),
            new Part("the first layer (k x n)", n * k, List.of("/sizes/k", "/sizes/n")),
            new Part("the features (m x k)", m * k, List.of("/sizes/k", "/sizes/m")),
            new Part(
                "the pre-activations of the first step (k x m1)",
                k * m1,
                List.of("/sizes/k", "/sizes/m1")),
            new Part(
                "the Gram matrix (the smaller of k and m, squared)",
                smaller * smaller,
                List.of(k < m ? "/sizes/k" : "/sizes/m")));
    return matrices.stream().max(Comparator.comparingDouble(Part::elements)).orElseThrow();
  }
}
