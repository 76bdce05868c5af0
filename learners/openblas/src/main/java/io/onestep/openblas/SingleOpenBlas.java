package io.onestep.openblas;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.lapack.LAPACK;
import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.SinglePrecision;
import java.util.Arrays;
import java.util.Objects;
import org.netlib.util.intW;

/**
 * Systems in single precision; rows and columns as in {@link OpenBlas}: what is an upper triangle
 * here is a lower one to LAPACK.
 */
record SingleOpenBlas(BLAS blas, LAPACK lapack) implements SinglePrecision {
  @Override
  public void upperGram(FloatMatrix a, FloatMatrix c) {
    upperGram("T", a, a.rows(), a.columns(), c);
  }

  @Override
  public void upperTransposedGram(FloatMatrix a, FloatMatrix c) {
    upperGram("N", a, a.columns(), a.rows(), c);
  }

  private void upperGram(String trans, FloatMatrix a, int p, int inner, FloatMatrix c) {
    OpenBlas.requireProduct(p, inner, inner, p, c.rows(), c.columns());
    if (p == 0 || inner == 0) {
      Arrays.fill(c.data(), c.offset(), c.offset() + p * p, 0);
      return;
    }
    blas.ssyrk(
        "L", trans, p, inner, 1, a.data(), a.offset(), a.columns(), 0, c.data(), c.offset(), p);
  }

  @Override
  public boolean decompose(FloatMatrix a, int from, int to) {
    int p = requireSquare(a);
    Objects.checkFromToIndex(from, to, p);
    int size = to - from;
    if (size == 0) {
      return true;
    }
    int diagonal = a.offset() + from * p + from;
    intW info = new intW(0);
    lapack.spotrf("L", size, a.data(), diagonal, p, info);
    if (info.val > 0) {
      return false;
    }
    OpenBlas.requireSuccess("spotrf", info);
    if (to < p) {
      // A product with the inverse of a small triangle takes a third of the time of strsm.
      float[] inverse = new float[size * size];
      for (int i = 0; i < size; i++) {
        System.arraycopy(a.data(), diagonal + i * p + i, inverse, i * size + i, size - i);
      }
      lapack.strtri("L", "N", size, inverse, 0, size, info);
      OpenBlas.requireSuccess("strtri", info);
      blas.strmm(
          "R", "L", "T", "N", p - to, size, 1, inverse, 0, size, a.data(), diagonal + size, p);
    }
    return true;
  }

  @Override
  public void subtractGram(FloatMatrix a, int from, int to) {
    int p = requireSquare(a);
    Objects.checkFromToIndex(from, to, p);
    int size = to - from;
    int rest = p - to;
    if (size == 0 || rest == 0) {
      return;
    }
    float[] data = a.data();
    int above = a.offset() + from * p + to;
    int square = a.offset() + to * p + to;
    // The last column apart, as netlib wants room behind it for another one.
    int last = rest - 1;
    if (last > 0) {
      blas.ssyrk("L", "N", last, size, -1, data, above, p, 1, data, square, p);
    }
    blas.sgemv(
        "N", rest, size, -1, data, above, p, data, above + last, p, 1, data, square + last, p);
  }

  @Override
  public float[] solve(FloatMatrix r, float[] b) {
    int p = requireSquare(r);
    if (b.length != p) {
      throw OpenBlas.wrongLength(b.length, p);
    }
    float[] x = b.clone();
    if (p > 0) {
      // A quarter of the time of spotrs, which is made for many right-hand sides.
      blas.strsv("L", "N", "N", p, r.data(), r.offset(), p, x, 0, 1);
      blas.strsv("L", "T", "N", p, r.data(), r.offset(), p, x, 0, 1);
    }
    return x;
  }

  private static int requireSquare(FloatMatrix a) {
    if (a.rows() != a.columns()) {
      throw OpenBlas.notSquare(a);
    }
    return a.rows();
  }
}
