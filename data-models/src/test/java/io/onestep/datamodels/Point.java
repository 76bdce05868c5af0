package io.onestep.datamodels;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;

/** A point of an experiment with the given input dimension. */
public record Point(Sizes sizes, Scaling scaling) implements ComponentContext {
  public static final double ALPHA = 0.5;
  public static final double BETA = 0.74;

  public static Point of(int n) {
    return new Point(new Sizes(n, 10, 10, 10, 10), new Scaling(ALPHA, BETA));
  }
}
