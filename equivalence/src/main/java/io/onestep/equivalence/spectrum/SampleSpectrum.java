package io.onestep.equivalence.spectrum;

import io.onestep.api.error.NumericalException;
import io.onestep.api.parameter.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.complex.Complex;

/**
 * The spectrum of a sample's second moment (1/m) Phi^T Phi of m independent rows phi in R^k, in the
 * limit of large m and k, from the eigenvalues R_1, ..., R_k of the population's E[phi phi^T]. The
 * rows need not be centred: a mean is one more eigenvalue.
 *
 * <p>It follows from the companion Stieltjes transform s, that of the m x m matrix (1/m) Phi Phi^T
 * with the same positive eigenvalues: for z in the upper half plane s(z) is the one solution there
 * of (Silverstein and Choi, 1995, equation 1.4)
 *
 * <p>z = -1/s + (1/m) sum_i R_i/(1 + R_i s).
 *
 * <p>The density of the sample's eigenvalues, as a share of all k, is (m/k) Im s(x + i0) / pi; the
 * share above x has the closed form (the imaginary part of the integral of -s)
 *
 * <p>(m/k) (1/pi) [pi - arg s - x Im s + (1/m) sum_i arg(1 + R_i s)].
 *
 * <p>The support's ends are the extrema of the real map l -> l (1 + (1/m) sum_j R_j/(l - R_j)),
 * which is z as a function of l = -1/s. The highest parts of the support that together hold no more
 * than sqrt(k) of the R_i (but never the lowest part) hold the outliers: an outlier l goes to the
 * map's value, with j over the R_j that are no outliers, and its direction keeps the squared
 * overlap (1 - (1/m) sum_j R_j^2/(l - R_j)^2) / (1 + (1/m) sum_j R_j/(l - R_j)). Immutable.
 */
public final class SampleSpectrum {
  /** R_i below this share of the largest are 0 but for rounding. */
  private static final double ROUNDING = 1e-13;

  /** How near to the real line, as a share of x, s is computed in place of s(x + i0). */
  private static final double HEIGHT = 1e-10;

  private static final int NEWTON_STEPS = 30;
  private static final double NEWTON_TOLERANCE = 1e-13;

  /**
   * Errors of z(s) below this share of its terms are rounding; near an end s is no more certain.
   */
  private static final double RESIDUAL = 1e-14;

  private static final int SOLVER_STEPS = 200;

  /** The positive R_i, ascending. */
  private final double[] r;

  private final int k;
  private final int m;
  private final List<Part> support;
  private final List<Outlier> outliers;

  /**
   * An interval of the support.
   *
   * @param lower its lower end
   * @param upper its upper end
   * @param count the number of the population's eigenvalues that it comes from
   */
  private record Part(double lower, double upper, int count) {}

  private SampleSpectrum(double[] r, int k, int m) {
    this.r = r;
    this.k = k;
    this.m = m;
    this.support = parts();
    this.outliers = separate();
  }

  /**
   * Returns the spectrum of samples of a population.
   *
   * @param eigenvalues the k eigenvalues of E[phi phi^T], in any order, at least 0 up to rounding
   * @param m the number of samples, at least 1
   * @return the spectrum
   * @throws IllegalArgumentException if m is not positive or an eigenvalue is clearly negative
   * @throws NumericalException if no eigenvalue is positive or one is not finite
   */
  public static SampleSpectrum of(double[] eigenvalues, int m) {
    Range.parse("[1, inf)").require("m", m);
    double largest = Arrays.stream(eigenvalues).max().orElse(0);
    if (!(largest > 0 && Double.isFinite(Arrays.stream(eigenvalues).sum()))) {
      throw new NumericalException(
          "a spectrum needs finite eigenvalues of the population, one of them more than 0; the"
              + " largest is "
              + largest);
    }
    double[] positive =
        Arrays.stream(eigenvalues).filter(value -> value > ROUNDING * largest).sorted().toArray();
    for (double value : eigenvalues) {
      if (value < -1e-6 * largest) {
        throw new IllegalArgumentException("a second moment has no eigenvalue " + value);
      }
    }
    return new SampleSpectrum(positive, eigenvalues.length, m);
  }

  /**
   * Returns the ends of the parts of the support, in ascending order. What lies at 0 if fewer than
   * k eigenvalues are positive is not among them.
   *
   * @return pairs of a lower and an upper end
   */
  public List<double[]> support() {
    return support.stream().map(part -> new double[] {part.lower(), part.upper()}).toList();
  }

  /**
   * Returns the outliers.
   *
   * @return in descending order; empty if nothing stands out
   */
  public List<Outlier> outliers() {
    return outliers;
  }

  /**
   * Returns where the bulk, all that is not outliers, ends.
   *
   * @return its upper end
   */
  public double bulkEdge() {
    return bulk().upper();
  }

  private Part bulk() {
    int above = 0;
    int part = support.size() - 1;
    while (above < outliers.size()) {
      above += support.get(part--).count();
    }
    return support.get(part);
  }

  /**
   * Returns the companion Stieltjes transform just above the real line.
   *
   * @param x a positive number
   * @return s(x + i0), Im s at least 0
   * @throws NumericalException if Newton's method does not find it
   */
  public Complex companion(double x) {
    Range.parse("(0, inf)").require("x", x);
    // Far above the real line s is about -1/z; from there down, each time from the s before.
    double height = 10 * (x + Arrays.stream(r).sum() / m + r[r.length - 1]);
    double[] s = new double[2];
    Complex start = new Complex(x, height).reciprocal().negate();
    s[0] = start.getRealPart();
    s[1] = start.getImaginaryPart();
    if (!newton(s, x, height)) {
      throw noTransform(x);
    }
    double factor = 0.2;
    while (height > HEIGHT * x) {
      double[] lower = s.clone();
      double next = Math.max(HEIGHT * x, factor * height);
      if (newton(lower, x, next)) {
        s = lower;
        height = next;
        factor = Math.max(0.2, factor * factor);
      } else {
        factor = Math.sqrt(factor);
        if (factor > 0.9999) {
          throw noTransform(x);
        }
      }
    }
    return new Complex(s[0], s[1]);
  }

  private static NumericalException noTransform(double x) {
    return new NumericalException(
        "the Stieltjes transform of the feature spectrum was not found at " + x);
  }

  /** Solves z(s) = x + i height from a start in the upper half plane; false if it leaves it. */
  private boolean newton(double[] s, double x, double height) {
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double a = s[0];
      double b = s[1];
      double square = a * a + b * b;
      // z(s) = -1/s + ..., z'(s) = 1/s^2 - ...
      double valueRe = -a / square - x;
      double valueIm = b / square - height;
      double slopeRe = (a * a - b * b) / (square * square);
      double slopeIm = -2 * a * b / (square * square);
      double terms = 1 / Math.sqrt(square);
      for (double ri : r) {
        double re = 1 + ri * a;
        double im = ri * b;
        double scale = ri / (re * re + im * im);
        double qRe = scale * re; // R/(1 + R s)
        double qIm = -scale * im;
        terms += (Math.abs(qRe) + Math.abs(qIm)) / m;
        valueRe += qRe / m;
        valueIm += qIm / m;
        slopeRe -= (qRe * qRe - qIm * qIm) / m;
        slopeIm -= 2 * qRe * qIm / m;
      }
      if (Math.hypot(valueRe, valueIm) <= RESIDUAL * terms) {
        return true;
      }
      double slope = slopeRe * slopeRe + slopeIm * slopeIm;
      double stepRe = (valueRe * slopeRe + valueIm * slopeIm) / slope;
      double stepIm = (valueIm * slopeRe - valueRe * slopeIm) / slope;
      s[0] = a - stepRe;
      s[1] = b - stepIm;
      if (!(s[1] > 0)) { // NaN too
        return false;
      }
      if (Math.hypot(stepRe, stepIm) <= NEWTON_TOLERANCE * Math.hypot(s[0], s[1])) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the density of eigenvalues.
   *
   * @param x a positive number
   * @return the density, as a share of all k eigenvalues; each outlier is spread over a narrow part
   *     of the support
   */
  public double density(double x) {
    return companion(x).getImaginaryPart() * m / (Math.PI * k);
  }

  /**
   * Returns the share of eigenvalues above a number, outliers spread as in {@link #density}.
   *
   * @param x a positive number
   * @return between 0 and min(m, k)/k
   */
  public double above(double x) {
    int higher = 0;
    for (int part = support.size() - 1; part >= 0 && x <= support.get(part).upper(); part--) {
      if (x > support.get(part).lower()) {
        return shareAbove(x);
      }
      higher += support.get(part).count();
    }
    return (double) Math.min(m, higher) / k; // between parts, a whole number of eigenvalues
  }

  private double shareAbove(double x) {
    Complex s = companion(x);
    double sum = 0;
    for (double ri : r) {
      sum += Math.atan2(ri * s.getImaginaryPart(), 1 + ri * s.getRealPart());
    }
    double angle = Math.PI - s.getArgument() - x * s.getImaginaryPart() + sum / m;
    return angle * m / (Math.PI * k);
  }

  /**
   * Returns the share of eigenvalues in an interval, with each outlier where it is predicted.
   *
   * @param from the interval's lower end, positive; belongs to it
   * @param to its upper end, greater; does not belong to it
   * @return the share of all k eigenvalues
   */
  public double share(double from, double to) {
    return atLeast(from) - atLeast(to);
  }

  private double atLeast(double x) {
    if (x < bulkEdge()) {
      return above(x);
    }
    return (double) outliers.stream().filter(outlier -> outlier.sample() >= x).count() / k;
  }

  /** Returns the map l (1 + (1/m) sum_j R_j/(l - R_j)) over the lowest eigenvalues. */
  private double image(double l, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += r[j] / (l - r[j]);
    }
    return l * (1 + sum / m);
  }

  /** Returns the map's derivative, 1 - (1/m) sum_j R_j^2/(l - R_j)^2. */
  private double slope(double l, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      double ratio = r[j] / (l - r[j]);
      sum += ratio * ratio;
    }
    return 1 - sum / m;
  }

  /** Returns m/2 times the slope's derivative, sum_j R_j^2/(l - R_j)^3; falls between the R_j. */
  private double bend(double l) {
    double sum = 0;
    for (double rj : r) {
      double ratio = rj / (l - rj);
      sum += ratio * ratio / (l - rj);
    }
    return sum;
  }

  /**
   * The support lies between the gaps, and the gaps are the images of where the map rises. Between
   * two neighbouring R_j the slope is concave and -inf at both, so that it rises on one interval or
   * none. Nearer to R_j than R_j/(2 sqrt m) the term of R_j alone makes the slope negative.
   */
  private List<Part> parts() {
    double near = 0.5 / Math.sqrt(m);
    double reach = 2 * Math.sqrt(Arrays.stream(r).map(x -> x * x).sum() / m);
    UnivariateFunction slope = l -> slope(l, r.length);
    List<Part> parts = new ArrayList<>();
    double lower = 0;
    if (r.length < m) {
      lower = image(root(slope, 0, r[0] * (1 - near)), r.length);
    } else if (r.length > m) {
      lower = image(root(slope, -reach, 0), r.length);
    }
    int from = 0;
    for (int j = 0; j + 1 < r.length; j++) {
      double low = r[j] * (1 + near);
      double high = r[j + 1] * (1 - near);
      if (low < high && bend(low) > 0 && bend(high) < 0) {
        double top = root(this::bend, low, high);
        if (slope(top, r.length) > 0) {
          double upper = image(root(slope, low, top), r.length);
          parts.add(new Part(lower, upper, j + 1 - from));
          lower = image(root(slope, top, high), r.length);
          from = j + 1;
        }
      }
    }
    double largest = r[r.length - 1];
    double upper = image(root(slope, largest * (1 + near), largest + reach), r.length);
    parts.add(new Part(lower, upper, r.length - from));
    return parts;
  }

  private static double root(UnivariateFunction f, double low, double high) {
    return new BrentSolver(1e-14, 1e-300, 1e-15).solve(SOLVER_STEPS, f, low, high);
  }

  private List<Outlier> separate() {
    int bulk = r.length;
    for (int part = support.size() - 1; part > 0; part--) {
      int rest = bulk - support.get(part).count();
      if (r.length - rest > Math.sqrt(k)) {
        break;
      }
      bulk = rest;
    }
    List<Outlier> found = new ArrayList<>();
    for (int i = r.length - 1; i >= bulk; i--) {
      double image = image(r[i], bulk);
      found.add(new Outlier(r[i], image, slope(r[i], bulk) * r[i] / image));
    }
    return List.copyOf(found);
  }
}
