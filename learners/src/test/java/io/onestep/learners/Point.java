package io.onestep.learners;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;

/** Some point of an experiment. */
public record Point(Sizes sizes, Scaling scaling) implements ComponentContext {
  public static final Point ANY = new Point(new Sizes(100, 4, 3, 2, 1), new Scaling(0.5, 0.74));
}
