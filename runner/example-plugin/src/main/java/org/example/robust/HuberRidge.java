package org.example.robust;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.error.NumericalException;
import io.onestep.api.readout.Fit;
import io.onestep.api.readout.Readout;

/**
 * Ridge regression with the Huber loss: w^ = argmin (1/m) sum_i huber(w^T phi_i - y_i) + (lambda/2)
 * ||w||^2, by Newton's method. The objective is strictly convex and piecewise quadratic: its
 * Hessian is H = (1/m) Phi_A^T Phi_A + lambda I, where the rows A are those with residuals below
 * delta. Newton's step with a line search ends once the rows A are those of the minimum.
 *
 * <p>Without outliers it is ridge regression.
 *
 * @param loss the loss
 * @param lambda the penalty, more than 0
 */
record HuberRidge(Huber loss, double lambda) implements Readout {
  private static final int MAX_STEPS = 200;

  /** The gradient at the end, relative to that at w = 0. */
  private static final double TOLERANCE = 1e-10;

  /** The share of the decrease that the slope promises which a step must bring (Armijo). */
  private static final double SUFFICIENT = 1e-4;

  @Override
  public String label() {
    return "huber-ridge";
  }

  @Override
  public Fit fit(Matrix features, double[] y, LinearAlgebra algebra) {
    if (y.length != features.rows() || y.length == 0) {
      throw new IllegalArgumentException(y.length + " labels for features in a " + features);
    }
    requireFinite("the features", features.data(), features.offset(), features.size());
    requireFinite("the labels", y, 0, y.length);
    double[] w = new double[features.columns()];
    double[] prediction = new double[y.length];
    double[] gradient = gradient(features, y, prediction, w, algebra);
    double target = TOLERANCE * norm(gradient);
    for (int step = 0; step < MAX_STEPS; step++) {
      double[] direction = direction(features, y, prediction, gradient, algebra);
      double[] change = algebra.multiply(features, direction);
      double size = stepSize(y, prediction, change, w, direction, gradient);
      for (int j = 0; j < w.length; j++) {
        w[j] += size * direction[j];
      }
      prediction = algebra.multiply(features, w);
      gradient = gradient(features, y, prediction, w, algebra);
      if (norm(gradient) <= target) {
        return new Fit(w, objective(y, prediction, w));
      }
      if (size == 0) {
        break; // no step improves: rounding stands in the way
      }
    }
    throw new NumericalException(
        "the huber-ridge readout with lambda = %s does not converge: its gradient is still %s; a larger lambda might help"
            .formatted(lambda, norm(gradient)));
  }

  /** Returns (1/m) Phi^T l'(Phi w) + lambda w. */
  private double[] gradient(
      Matrix features, double[] y, double[] prediction, double[] w, LinearAlgebra algebra) {
    double[] slopes = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      slopes[i] = loss.derivative(prediction[i], y[i]) / y.length;
    }
    double[] gradient = algebra.transposedMultiply(features, slopes);
    for (int j = 0; j < w.length; j++) {
      gradient[j] += lambda * w[j];
    }
    return gradient;
  }

  /**
   * Returns -H^-1 g from the smaller of two systems: H itself, or by Woodbury's identity H^-1 g =
   * (g - Phi_A^T (Phi_A Phi_A^T + lambda m I)^-1 Phi_A g) / lambda.
   */
  private double[] direction(
      Matrix features, double[] y, double[] prediction, double[] gradient, LinearAlgebra algebra) {
    int m = y.length;
    int k = features.columns();
    Matrix inner = Matrix.zeros(m, k);
    int count = 0;
    for (int i = 0; i < m; i++) {
      if (Math.abs(prediction[i] - y[i]) <= loss.delta()) {
        inner.rows(count, count + 1).assign(features.rows(i, i + 1));
        count++;
      }
    }
    inner = inner.rows(0, count);
    boolean wide = k > count;
    Matrix system = wide ? algebra.gram(inner) : algebra.transposedGram(inner);
    for (int i = 0; i < system.rows(); i++) {
      system.set(i, i, system.get(i, i) + lambda * m);
    }
    double[] direction = new double[k];
    if (wide) {
      double[] part =
          algebra.transposedMultiply(
              inner, algebra.solvePositiveDefinite(system, algebra.multiply(inner, gradient)));
      for (int j = 0; j < k; j++) {
        direction[j] = (part[j] - gradient[j]) / lambda;
      }
    } else {
      double[] solution = algebra.solvePositiveDefinite(system, gradient);
      for (int j = 0; j < k; j++) {
        direction[j] = -m * solution[j];
      }
    }
    return direction;
  }

  /** Halves the step until it decreases the objective enough; 0 if none does. */
  private double stepSize(
      double[] y,
      double[] prediction,
      double[] change,
      double[] w,
      double[] direction,
      double[] gradient) {
    double slope = 0;
    for (int j = 0; j < w.length; j++) {
      slope += gradient[j] * direction[j];
    }
    double objective = objective(y, prediction, w);
    double rounding = 1e-15 * objective;
    for (double size = 1; size > 1e-10; size /= 2) {
      double next = objective(y, sum(prediction, size, change), sum(w, size, direction));
      if (next <= objective + SUFFICIENT * size * slope + rounding) {
        return size;
      }
    }
    return 0;
  }

  private static double[] sum(double[] a, double factor, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + factor * b[i];
    }
    return sum;
  }

  private double objective(double[] y, double[] prediction, double[] w) {
    double losses = 0;
    for (int i = 0; i < y.length; i++) {
      losses += loss.value(prediction[i], y[i]);
    }
    double squares = 0;
    for (double weight : w) {
      squares += weight * weight;
    }
    return losses / y.length + lambda / 2 * squares;
  }

  private static double norm(double[] x) {
    double squares = 0;
    for (double value : x) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  private static void requireFinite(String quantity, double[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      if (!Double.isFinite(values[i])) {
        throw new NumericalException(
            quantity + " are not finite, so there is no huber-ridge readout");
      }
    }
  }
}
