package io.onestep.engine.spec;

import io.onestep.api.error.InvalidValueException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.setting.Sizes;
import java.util.OptionalInt;

/**
 * The sizes as a spec gives them: those that are left out follow from the others.
 *
 * @param n the input dimension
 * @param m the samples that the readout is fitted on; by default n
 * @param m1 the samples of the gradient step; by default m
 * @param mTest the test samples; by default 5 m
 * @param widthRatio k/m
 * @param k the hidden width; by default int(width_ratio m)
 */
public record SizesSpec(
    @Parameter(value = "input dimension", defaultValue = "1000", range = "[1, inf)") int n,
    @Parameter(
            value = "samples that the readout is fitted on; null: n",
            defaultValue = "null",
            range = "[1, inf)")
        OptionalInt m,
    @Parameter(
            value = "samples of the gradient step; null: m",
            defaultValue = "null",
            range = "[1, inf)")
        OptionalInt m1,
    @Parameter(value = "test samples; null: 5 m", defaultValue = "null", range = "[1, inf)")
        OptionalInt mTest,
    @Parameter(value = "k/m", defaultValue = "1", range = "(0, inf)") double widthRatio,
    @Parameter(
            value = "hidden width; null: int(width_ratio m)",
            defaultValue = "null",
            range = "[1, inf)")
        OptionalInt k) {
  /** Keeps int(0.3 * 1000), say, from falling below the integer that is meant. */
  private static final double ROUNDING = 1e-9;

  /** Validates that the sizes that follow are possible. */
  public SizesSpec {
    double width = k.orElse((int) (widthRatio * m.orElse(n) + ROUNDING));
    if (width < 1) {
      throw new InvalidValueException(
          "widthRatio",
          widthRatio,
          "at least 1/m = 1/%d, since k = int(width_ratio m) would be 0".formatted(m.orElse(n)));
    }
    if (5L * m.orElse(n) > Integer.MAX_VALUE || widthRatio * m.orElse(n) > Integer.MAX_VALUE) {
      throw new InvalidValueException("m", m.orElse(n), "so small that k and 5 m are below 2^31");
    }
  }

  /**
   * Returns all sizes.
   *
   * @return the sizes given and those that follow from them
   */
  public Sizes resolve() {
    int samples = m.orElse(n);
    return new Sizes(
        n,
        k.orElse((int) (widthRatio * samples + ROUNDING)),
        samples,
        m1.orElse(samples),
        mTest.orElse(5 * samples));
  }
}
