package io.onestep.datamodels.target;

/** How a multi-index target combines its R indices s_r(xi_r^T x). */
public enum Combination {
  /** Their sum over sqrt(R), which is of order one whatever R. */
  SUM,
  /** Their product. */
  PRODUCT
}
