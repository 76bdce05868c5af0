package io.onestep.openblas;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.lapack.LAPACK;
import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.SinglePrecision;
import java.util.Arrays;
import org.netlib.util.intW;

/**
 * Systems in single precision; rows and columns as in {@link OpenBlas}. What is an upper triangle
 * here is a lower one to LAPACK, which decomposes it in four fifths of the time of the other.
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
  public boolean decompose(FloatMatrix a) {
    int p = requireSquare(a);
    intW info = new intW(0);
    if (p > 0) {
      lapack.spotrf("L", p, a.data(), a.offset(), p, info);
    }
    if (info.val < 0) {
      OpenBlas.requireSuccess("spotrf", info);
    }
    return info.val == 0;
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
