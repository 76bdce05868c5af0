package io.onestep.datamodels.mixture;

import io.onestep.api.random.RandomStream;

/** How the rows of a set are shared out among the components of a mixture. */
public enum Allocation {
  /**
   * Fixed numbers, as in the paper's experiments: int(rho_c m) rows of each component but the last,
   * the rest of the last one. Rows of one component stand together, in the components' order.
   */
  STRATIFIED {
    @Override
    int[] allocate(double[] weights, int m, RandomStream random) {
      int last = last(weights);
      int[] component = new int[m];
      int row = 0;
      for (int c = 0; c < last; c++) {
        int end = row + (int) (weights[c] * m + ROUNDING);
        while (row < end) {
          component[row++] = c;
        }
      }
      while (row < m) {
        component[row++] = last;
      }
      return component;
    }
  },

  /** Independent components of the rows: the numbers are multinomial. */
  MULTINOMIAL {
    @Override
    int[] allocate(double[] weights, int m, RandomStream random) {
      int last = last(weights);
      int[] component = new int[m];
      for (int row = 0; row < m; row++) {
        double rest = random.nextDouble();
        int c = 0;
        while (c < last && rest >= weights[c]) {
          rest -= weights[c++];
        }
        component[row] = c;
      }
      return component;
    }
  };

  /** Makes int(0.29 * 100) the 29 that is meant, where the product in doubles is 28.999...96. */
  private static final double ROUNDING = 1e-9;

  /**
   * Shares out rows.
   *
   * @param weights the components' weights rho_c, summing to 1
   * @param m the number of rows
   * @param random the randomness
   * @return the component of each row; none whose weight is 0
   */
  abstract int[] allocate(double[] weights, int m, RandomStream random);

  /** The last component that has a weight, so that a rest never falls to one without. */
  private static int last(double[] weights) {
    int last = weights.length - 1;
    while (weights[last] == 0) {
      last--;
    }
    return last;
  }
}
