package io.onestep.equivalence.prediction;

import io.onestep.api.error.NumericalException;
import io.onestep.api.parameter.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * What ridge regression does in the proportional limit: w^ = argmin (1/2m) ||y - Phi w||^2 +
 * (lambda / 2) ||w||^2 on m independent samples (Loureiro et al., 2021, Gaussian covariate model;
 * Schröder et al., 2024, for trained features).
 *
 * @param q the effective regularisation
 * @param trainingError the minimum attained, penalty included
 * @param generalizationError (1/2) E (y - w^^T phi)^2
 * @param squaredNorm E ||w^||^2
 * @param traces what it was computed from
 * @param m the number of samples
 */
public record RidgePrediction(
    double q,
    double trainingError,
    double generalizationError,
    double squaredNorm,
    ResolventTraces traces,
    int m) {
  /**
   * Of the last step in q, relative: as it is one of Newton's, what is left is about its square.
   */
  private static final double ACCURACY = 1e-6;

  /** The same for a guess: a better one saves the search that starts there no step. */
  private static final double GUESS_ACCURACY = 1e-3;

  private static final int MOST_STEPS = 200;

  /** Without a penalty, a q below this share of tr R/m is 0: R has a rank below m. */
  private static final double ZERO = 1e-13;

  /**
   * Beyond so many times tr R, traces are those there times powers of q: R is 1e-7 of q at most.
   * Resolvents take them from differences, of which rounding leaves nothing at larger q.
   */
  private static final double FAR = 1e7;

  /**
   * Predicts.
   *
   * @param resolvent the features
   * @param tau E y^2
   * @param lambda the penalty, at least 0; at 0 the solution of least norm
   * @param m the number of samples
   * @return the prediction
   * @throws NumericalException if there is none: at lambda = 0 and k = m errors diverge
   */
  public static RidgePrediction of(FeatureResolvent resolvent, double tau, double lambda, int m) {
    return of(resolvent, tau, lambda, m, Double.NaN);
  }

  /**
   * Predicts, starting the search for q from a guess, which saves evaluations of the resolvent.
   *
   * @param resolvent the features
   * @param tau E y^2
   * @param lambda the penalty, at least 0
   * @param m the number of samples
   * @param guess a guess of q; NaN for none
   * @return the prediction
   * @throws NumericalException if there is none
   */
  public static RidgePrediction of(
      FeatureResolvent resolvent, double tau, double lambda, int m, double guess) {
    Range.parse("[0, inf)").require("lambda", lambda);
    Range.parse("[1, inf)").require("m", m);
    double q = regularisation(resolvent, lambda, m, guess, ACCURACY);
    ResolventTraces t = traces(resolvent, q);
    double risk = tau - 2 * t.explained() + t.square();
    double share = 1 - t.df2() / m;
    if (!(share > 0)) {
      throw new NumericalException(
          "no prediction: at lambda = "
              + lambda
              + " and k = m the errors of ridge regression diverge in the proportional limit");
    }
    double mse = Math.max(0, risk) / share;
    double ratio = q > 0 ? lambda / q : 1 - t.df1() / m; // lambda/q = 1 - df1/m
    return new RidgePrediction(
        q, ratio * (tau - t.explained()) / 2, mse / 2, t.norm() + mse * t.spread() / m, t, m);
  }

  /**
   * Returns the errors with those of each component. The readout is the population ridge (R + q)^-1
   * r plus noise of covariance (mse/m) (R + q)^-1 R (R + q)^-1, mse the mean squared test error of
   * the mixture, so that components' errors average to it.
   *
   * @param resolvent the features
   * @return the errors
   */
  public RidgeErrors byComponent(FeatureResolvent resolvent) {
    List<GroupPrediction> groups = new ArrayList<>();
    for (ComponentTraces c : components(resolvent, q)) {
      double square = c.square() + 2 * generalizationError * c.df2() / m;
      double mse = Math.max(0, c.labelSquare() - 2 * c.explained() + square);
      groups.add(
          new GroupPrediction(
              c.weight(), c.labelMean(), mse / 2, c.mean(), square - c.mean() * c.mean()));
    }
    return new RidgeErrors(trainingError, generalizationError, squaredNorm, groups);
  }

  /** Finds about the effective regularisation, for where another search is to start. */
  static double roughRegularisation(FeatureResolvent resolvent, double lambda, int m) {
    return regularisation(resolvent, lambda, m, Double.NaN, GUESS_ACCURACY);
  }

  /**
   * Solves q (1 - df1(q)/m) = lambda. The left side is convex in q, so Newton's steps from the
   * right fall monotonically to the larger root, which is the one that counts; a step from the left
   * leads to the right.
   *
   * @param guess a guess of q; NaN for none
   * @param accuracy the largest relative size of the last step
   * @return the effective regularisation; 0 if lambda is 0 and k at most m
   * @throws NumericalException if it is not found
   */
  private static double regularisation(
      FeatureResolvent resolvent, double lambda, int m, double guess, double accuracy) {
    int k = resolvent.features();
    if (lambda == 0 && k <= m) {
      return 0; // df1 < m at every q > 0
    }
    double upper = lambda + resolvent.trace() / m;
    double q = guess > 0 && guess < upper ? guess : upper;
    for (int step = 0; step < MOST_STEPS; step++) {
      if (lambda == 0 && q <= ZERO * upper) {
        return 0;
      }
      ResolventTraces t = traces(resolvent, q);
      double slope = 1 - t.df2() / m;
      double next =
          slope > 0 ? q - (q * (1 - t.df1() / m) - lambda) / slope : upper; // left of the minimum
      next = Math.min(upper, next);
      if (!(next > 0)) {
        next = q / 2;
      }
      if (Math.abs(next - q) <= accuracy * q) {
        return next;
      }
      q = next;
    }
    throw new NumericalException("no effective regularisation q found for lambda = " + lambda);
  }

  private static ResolventTraces traces(FeatureResolvent resolvent, double q) {
    double far = FAR * resolvent.trace();
    if (!(q > far && far > 0)) {
      return resolvent.at(q);
    }
    ResolventTraces t = resolvent.at(far);
    double first = far / q;
    double second = first * first;
    return new ResolventTraces(
        first * t.df1(),
        second * t.df2(),
        second * t.spread(),
        first * t.explained(),
        second * t.square(),
        second * t.norm());
  }

  private static List<ComponentTraces> components(FeatureResolvent resolvent, double q) {
    double far = FAR * resolvent.trace();
    if (!(q > far && far > 0)) {
      return resolvent.components(q);
    }
    double first = far / q;
    return resolvent.components(far).stream()
        .map(
            c ->
                new ComponentTraces(
                    c.weight(),
                    c.labelMean(),
                    c.labelSquare(),
                    first * c.mean(),
                    first * c.explained(),
                    first * first * c.square(),
                    first * first * c.df2()))
        .toList();
  }
}
