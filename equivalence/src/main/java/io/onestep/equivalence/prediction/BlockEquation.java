package io.onestep.equivalence.prediction;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.error.NumericalException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * The deterministic equivalent of the resolvent of d + sum_b diag(alpha_b) F' F'^T diag(alpha_b),
 * F' Gaussian with independent elements of variance 1/T in N columns: {@code g_i = 1/(d_i +
 * alpha_i^T X alpha_i)}, {@code X = (N/T) (I + (k/T) E[alpha alpha^T g])^-1}. For one block it is
 * the equation of Marchenko and Pastur with a variance profile.
 *
 * <p>Written in x, the B(B + 1)/2 elements of X on and below the diagonal, with u_i such that
 * alpha_i^T X alpha_i = u_i . x; solved by Newton's method and differentiated in q and along
 * changes of d and of how blocks are mixed: with sum_bc C_bc diag(alpha_b) F' F'^T diag(alpha_c), X
 * is {@code (N/T) (C^-1 + (k/T) E[alpha alpha^T g])^-1}.
 *
 * <p>Not safe for threads: the last solution is where the search for the next one starts.
 */
final class BlockEquation {
  private static final int MOST_STEPS = 200;
  private static final double ACCURACY = 1e-12;

  private final int blocks;
  private final double[] diagonal;

  /** alpha_b alpha_c for b at least c, each pair once, a pair a row. */
  private final Matrix products;

  /** 1 on the diagonal, 2 off it. */
  private final double[] multiplicity;

  private final int k;
  private final int rest;
  private final double top;
  private final double kappa;
  private final LinearAlgebra algebra;

  /** How the diagonal changes with q: k everywhere. */
  private final double[] ofDiagonalInQ;

  /** Predictions ask for the same q again, and for q that are near each other. */
  private Solution last;

  /** Work arrays: a prediction makes thousands of steps, and each would leave a few behind. */
  private final double[] scratch;

  private final Deque<double[]> spare = new ArrayDeque<>();

  BlockEquation(
      double[][] alpha, double[] diagonal, int k, int rest, double trace, LinearAlgebra algebra) {
    this.blocks = alpha.length;
    this.diagonal = diagonal;
    this.k = k;
    this.rest = rest;
    this.top = rest / trace;
    this.kappa = k / trace;
    this.algebra = algebra;
    int size = blocks * (blocks + 1) / 2;
    this.products = Matrix.zeros(size, diagonal.length);
    this.multiplicity = new double[size];
    this.ofDiagonalInQ = new double[diagonal.length];
    Arrays.fill(ofDiagonalInQ, k);
    this.scratch = new double[diagonal.length];
    int at = 0;
    for (int b = 0; b < blocks; b++) {
      for (int c = 0; c <= b; c++) {
        double[] elements = products.data();
        int from = at * diagonal.length;
        for (int i = 0; i < diagonal.length; i++) {
          elements[from + i] = alpha[b][i] * alpha[c][i];
        }
        multiplicity[at] = b == c ? 1 : 2;
        at++;
      }
    }
  }

  Solution at(double q) {
    if (last == null || last.q != q) {
      last = new Solution(q, solve(q));
    }
    return last;
  }

  /** The resolvent's diagonal at one q, and its derivatives. */
  final class Solution {
    private final double q;
    private final RealMatrix x;
    private final double[] g;
    private final DecompositionSolver solver;
    private final Derivative inQ;

    private Solution(double q, Iterate solution) {
      this.q = q;
      x = solution.x();
      g = solution.g();
      solver = solver(x, g);
      inQ = derivative(ofDiagonalInQ, new Array2DRowRealMatrix(blocks, blocks));
    }

    /** About X at another q, to first order in the change, as far as that is inside. */
    private RealMatrix near(double other) {
      RealMatrix extrapolated = x.add(inQ.ofX().scalarMultiply(other - q));
      return isInside(extrapolated) ? extrapolated : x;
    }

    /** g_i. */
    double[] value() {
      return g;
    }

    /** dg_i/dq. */
    double[] first() {
      return inQ.ofG();
    }

    /** d^2 g_i/dq^2. */
    double[] second() {
      return mixed(inQ);
    }

    /**
     * What adding e times a diagonal and sum_bc M_bc diag(alpha_b) F' F'^T diag(alpha_c) changes.
     */
    Perturbation along(double[] ofDiagonal, Matrix m) {
      RealMatrix mixing = new Array2DRowRealMatrix(blocks, blocks);
      for (int b = 0; b < blocks; b++) {
        mixing.setRow(b, m.row(b));
      }
      Derivative derivative = derivative(ofDiagonal, mixing);
      // Column by column of F', leaving it out: tr M (I - (I + S)^-1) each, and X = (N/T)(I +
      // S)^-1.
      double trace = rest * mixing.getTrace() - rest / top * mixing.multiply(x).getTrace();
      double slope = -rest / top * mixing.multiply(inQ.ofX()).getTrace();
      double[] mixed = mixed(derivative);
      for (int i = 0; i < g.length; i++) {
        trace += k * ofDiagonal[i] * g[i] / g.length;
        slope += k * ofDiagonal[i] * inQ.ofG()[i] / g.length;
      }
      return new Perturbation(derivative.ofG(), mixed, trace, slope);
    }

    /** g' = -(D' + u . x') g^2, X' = -(T/N) X (S' - M) X. */
    private Derivative derivative(double[] ofDiagonal, RealMatrix mixing) {
      for (int i = 0; i < scratch.length; i++) {
        scratch[i] = -ofDiagonal[i] * g[i] * g[i];
      }
      RealMatrix known = sandwich(x, moment(scratch).subtract(mixing), x).scalarMultiply(-1);
      RealMatrix ofX = matrix(solver.solve(vector(known)));
      double[] slope = new double[g.length];
      forms(ofX, slope);
      double[] ofG = new double[g.length];
      for (int i = 0; i < ofG.length; i++) {
        slope[i] += ofDiagonal[i];
        ofG[i] = -slope[i] * g[i] * g[i];
      }
      return new Derivative(ofX, slope, ofG);
    }

    /**
     * The derivative in q of another: with a dot for d/dq, 2 (k + u . x.) (D' + u . x') g^3 - (u .
     * x.') g^2 and X.' = -(T/N) (X S.' X + X' S. X + X S. X').
     */
    private double[] mixed(Derivative other) {
      double[] mixed = new double[g.length];
      for (int i = 0; i < mixed.length; i++) {
        mixed[i] = 2 * inQ.slope()[i] * other.slope()[i] * g[i] * g[i] * g[i];
      }
      RealMatrix cross = sandwich(other.ofX(), moment(inQ.ofG()), x);
      RealMatrix known =
          sandwich(x, moment(mixed), x).add(cross).add(cross.transpose()).scalarMultiply(-1);
      forms(matrix(solver.solve(vector(known))), scratch);
      for (int i = 0; i < mixed.length; i++) {
        mixed[i] -= scratch[i] * g[i] * g[i];
      }
      return mixed;
    }
  }

  /** How X and g change along a direction, and D' + u . x'. */
  private record Derivative(RealMatrix ofX, double[] slope, double[] ofG) {}

  /**
   * What a small change e P of the resolvent's argument does.
   *
   * @param value dg_i/de
   * @param inQ d^2 g_i/dq de
   * @param trace the trace of P times the resolvent
   * @param slope its derivative in q
   */
  record Perturbation(double[] value, double[] inQ, double trace, double slope) {}

  /** X, its g, the right-hand side of its equation, and by how much they differ, relative. */
  private record Iterate(RealMatrix x, double[] g, RealMatrix next, double error) {}

  private Iterate iterate(RealMatrix x, double q) {
    double[] g = spare.isEmpty() ? new double[diagonal.length] : spare.pop();
    forms(x, g);
    for (int i = 0; i < g.length; i++) {
      g[i] = 1 / (diagonal[i] + k * q + g[i]);
    }
    RealMatrix next = inverse(g);
    double error = vector(next.subtract(x)).getLInfNorm() / vector(x).getLInfNorm();
    return new Iterate(x, g, next, error);
  }

  /** Starts from the last solution, and from N/T where there is none or it leads nowhere. */
  private Iterate solve(double q) {
    Iterate solution = last == null ? null : solve(last.near(q), q);
    if (solution == null) {
      solution = solve(MatrixUtils.createRealIdentityMatrix(blocks).scalarMultiply(top), q);
    }
    if (solution == null) {
      throw new NumericalException("no equivalent of the features' resolvent found at q = " + q);
    }
    return solution;
  }

  /**
   * Newton's method, with a step of the fixed-point iteration where a step of Newton's would leave
   * the domain or not reduce the error. X is between 0 and N/T, as the right-hand side is for all
   * positive g; there are other solutions outside. The iteration falls from N/T to the solution.
   *
   * @param start X to start from, between 0 and N/T
   * @param q the regularisation
   * @return the solution; null if it is not found
   */
  private Iterate solve(RealMatrix start, double q) {
    Iterate at = iterate(start, q);
    for (int step = 0; step < MOST_STEPS; step++) {
      if (at.error() <= ACCURACY) {
        return at;
      }
      RealMatrix newton = newton(at);
      Iterate candidate = isInside(newton) ? iterate(newton, q) : null;
      if (candidate != null && !(candidate.error() < at.error())) {
        spare.push(candidate.g());
        candidate = null;
      }
      spare.push(at.g());
      at = candidate != null ? candidate : iterate(at.next(), q);
    }
    spare.push(at.g());
    return null;
  }

  private RealMatrix newton(Iterate at) {
    RealVector residual = vector(at.next().subtract(at.x()));
    return at.x().add(matrix(solver(at.x(), at.g()).solve(residual)));
  }

  /** Solves with the derivative of x less the right-hand side. */
  private DecompositionSolver solver(RealMatrix x, double[] g) {
    RealMatrix identity = MatrixUtils.createRealIdentityMatrix(products.rows());
    return new LUDecomposition(identity.subtract(jacobian(x, g))).getSolver();
  }

  private boolean isInside(RealMatrix x) {
    RealMatrix symmetric = matrix(vector(x)); // an inverse is so only up to rounding
    double[] eigenvalues = new EigenDecompositionSymmetric(symmetric).getEigenvalues();
    return Arrays.stream(eigenvalues).allMatch(value -> value > 0 && value <= top);
  }

  /** Puts alpha_i^T X alpha_i for each i into an array. */
  private void forms(RealMatrix x, double[] sums) {
    int count = diagonal.length;
    double[] elements = products.data();
    Arrays.fill(sums, 0);
    RealVector vector = vector(x);
    for (int a = 0; a < products.rows(); a++) {
      double factor = multiplicity[a] * vector.getEntry(a);
      int from = a * count;
      for (int i = 0; i < count; i++) {
        sums[i] += factor * elements[from + i];
      }
    }
  }

  /** (k/T) E[alpha alpha^T y]. */
  private RealMatrix moment(double[] y) {
    double[] sums = new double[products.rows()];
    for (int a = 0; a < sums.length; a++) {
      sums[a] = kappa / y.length * dot(products.data(), a * y.length, y);
    }
    return matrix(new ArrayRealVector(sums, false));
  }

  /** By four sums, as one would wait for each addition. */
  private static double dot(double[] x, int from, double[] y) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i < y.length - 3; i += 4) {
      a += x[from + i] * y[i];
      b += x[from + i + 1] * y[i + 1];
      c += x[from + i + 2] * y[i + 2];
      d += x[from + i + 3] * y[i + 3];
    }
    for (; i < y.length; i++) {
      a += x[from + i] * y[i];
    }
    return a + b + c + d;
  }

  private RealMatrix inverse(double[] g) {
    RealMatrix sum = moment(g).add(MatrixUtils.createRealIdentityMatrix(blocks));
    return MatrixUtils.inverse(sum).scalarMultiply(top);
  }

  /** (T/N) A S B, which the derivative of the inverse is made of. */
  private RealMatrix sandwich(RealMatrix a, RealMatrix s, RealMatrix b) {
    return a.multiply(s).multiply(b).scalarMultiply(1 / top);
  }

  /** The derivative of x -> (N/T) (I + S(x))^-1 in the elements of x. */
  private RealMatrix jacobian(RealMatrix x, double[] g) {
    Matrix squares = squares(g);
    int size = products.rows();
    RealMatrix jacobian = new Array2DRowRealMatrix(size, size);
    for (int a = 0; a < size; a++) {
      RealVector moment = new ArrayRealVector(squares.row(a), false);
      moment.mapMultiplyToSelf(multiplicity[a] * kappa / g.length);
      jacobian.setColumnVector(a, vector(sandwich(x, matrix(moment), x)));
    }
    return jacobian;
  }

  /** The sums of u_i u_i^T g_i^2, both triangles by one product. */
  private Matrix squares(double[] g) {
    Matrix weighted = algebra.room().matrix("weighted block products", products.rows(), g.length);
    double[] from = products.data();
    double[] to = weighted.data();
    for (int a = 0; a < products.rows(); a++) {
      int row = a * g.length;
      int target = weighted.offset() + row;
      for (int i = 0; i < g.length; i++) {
        to[target + i] = from[row + i] * g[i];
      }
    }
    return algebra.gram(weighted);
  }

  private RealVector vector(RealMatrix x) {
    double[] elements = new double[products.rows()];
    int at = 0;
    for (int b = 0; b < blocks; b++) {
      for (int c = 0; c <= b; c++) {
        elements[at++] = (x.getEntry(b, c) + x.getEntry(c, b)) / 2;
      }
    }
    return new ArrayRealVector(elements, false);
  }

  private RealMatrix matrix(RealVector elements) {
    RealMatrix x = new Array2DRowRealMatrix(blocks, blocks);
    int at = 0;
    for (int b = 0; b < blocks; b++) {
      for (int c = 0; c <= b; c++) {
        x.setEntry(b, c, elements.getEntry(at));
        x.setEntry(c, b, elements.getEntry(at));
        at++;
      }
    }
    return x;
  }
}
