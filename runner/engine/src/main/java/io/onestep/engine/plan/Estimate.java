package io.onestep.engine.plan;

import io.onestep.api.algebra.Precision;
import io.onestep.api.setting.Sizes;
import java.util.Comparator;
import java.util.List;

/**
 * What a trial at a point needs.
 *
 * @param flops floating-point operations of products, Gram matrices and systems
 * @param data memory for the samples, in bytes
 * @param trial memory for one trial's own matrices, in bytes
 * @param largest the matrix that needs most of this
 */
public record Estimate(double flops, double data, double trial, LargestMatrix largest) {
  /** Elements of a block of pre-activations. */
  private static final double BLOCK = 1 << 21;

  /** Neurons that a gradient step takes at a time. */
  private static final double STEP_ROWS = 1024;

  /**
   * A matrix.
   *
   * @param description what it is
   * @param elements the number of its elements
   * @param sizes the JSON pointers of the sizes that it grows with
   */
  public record LargestMatrix(String description, double elements, List<String> sizes) {
    /** Copies the list. */
    public LargestMatrix {
      sizes = List.copyOf(sizes);
    }
  }

  /**
   * Estimates the needs of a trial.
   *
   * @param point the point
   * @return operations and bytes
   */
  public static Estimate of(Point point) {
    Sizes s = point.sizes();
    double n = s.n();
    double k = s.k();
    double m = s.m();
    double m1 = s.m1();
    double mTest = s.mTest();
    int activations = point.spec().activations().size();
    int models = point.spec().models().size();
    int readouts = point.spec().readouts().size();
    double smaller = Math.min(k, m);
    double larger = Math.max(k, m);
    double step = 2 * k * n * m1;
    double features = 2 * k * n * (m + mTest);
    double fit = smaller * smaller * larger + smaller * smaller * smaller / 3;
    double flops = step + activations * (step + features + models * readouts * fit);

    boolean singleTrain = point.spec().trainPrecision() == Precision.SINGLE;
    boolean singleTest = point.spec().testPrecision() == Precision.SINGLE;
    double rounded = (singleTrain ? m : 0) + (singleTest ? mTest : 0);
    double samples = Double.BYTES * n * (m1 + m + mTest) + Float.BYTES * n * rounded;
    double trainBlock = Math.min(BLOCK, k * m);
    double testBlock = Math.min(BLOCK, k * mTest);
    double doubles =
        2 * k * n // F and F^
            + (singleTrain ? 0 : models * k * m)
            + Math.max(singleTrain ? 0 : trainBlock, singleTest ? 0 : testBlock);
    double floats =
        (singleTrain ? models * k * m : k * m) // features, or what a Gram matrix is formed of
            + smaller * smaller // the Gram matrix, solved in place
            + Math.max(singleTrain ? trainBlock : 0, singleTest ? testBlock : 0)
            + (singleTrain || singleTest ? k * n : 0) // F^
            + k * m1
            + m1 * n
            + Math.min(k, STEP_ROWS) * (m1 + n); // the step's
    return new Estimate(flops, samples, Double.BYTES * doubles + Float.BYTES * floats, largest(s));
  }

  private static LargestMatrix largest(Sizes s) {
    double smaller = Math.min(s.k(), s.m());
    double n = s.n();
    List<LargestMatrix> matrices =
        List.of(
            new LargestMatrix(
                "the test samples (m_test x n)",
                n * s.mTest(),
                List.of("/sizes/m_test", "/sizes/n")),
            new LargestMatrix(
                "the training samples (m x n)", n * s.m(), List.of("/sizes/m", "/sizes/n")),
            new LargestMatrix(
                "the samples of the first step (m1 x n)",
                n * s.m1(),
                List.of("/sizes/m1", "/sizes/n")),
            new LargestMatrix(
                "the first layer (k x n)", n * s.k(), List.of("/sizes/k", "/sizes/n")),
            new LargestMatrix(
                "the features (m x k)", (double) s.m() * s.k(), List.of("/sizes/k", "/sizes/m")),
            new LargestMatrix(
                "the pre-activations of the first step (k x m1)",
                (double) s.k() * s.m1(),
                List.of("/sizes/k", "/sizes/m1")),
            new LargestMatrix(
                "the Gram matrix (the smaller of k and m, squared)",
                smaller * smaller,
                List.of(s.k() < s.m() ? "/sizes/k" : "/sizes/m")));
    return matrices.stream().max(Comparator.comparingDouble(LargestMatrix::elements)).orElseThrow();
  }
}
