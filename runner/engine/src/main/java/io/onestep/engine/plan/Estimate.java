package io.onestep.engine.plan;

import io.onestep.api.setting.Sizes;

/**
 * What a trial at a point needs.
 *
 * @param flops floating-point operations of products, Gram matrices and systems
 * @param bytes memory for one trial's matrices and for the samples
 */
public record Estimate(double flops, double bytes) {
  /**
   * Estimates the needs of a trial.
   *
   * @param point the point
   * @return flops and bytes
   */
  public static Estimate of(Point point) {
    Sizes s = point.sizes();
    double n = s.n();
    double k = s.k();
    double m = s.m();
    int activations = point.spec().activations().size();
    int models = point.spec().models().size();
    int fits = models * point.spec().readouts().size();
    double smaller = Math.min(k, m);
    double larger = Math.max(k, m);
    double step = 2 * k * n * s.m1();
    double features = 2 * k * n * (m + s.mTest());
    double fit = smaller * smaller * larger + smaller * smaller * smaller / 3;
    double flops = step + activations * (step + features + fits * fit);
    double samples = n * (s.m1() + m + s.mTest());
    double trial =
        2 * k * n // F and F^
            + k * s.m1() // pre-activations of the first sample
            + models * k * m // features
            + 3 * smaller * smaller; // Gram matrix, its factor and a copy
    return new Estimate(flops, Double.BYTES * (samples + trial));
  }
}
