package io.onestep.learners.activation;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;

/** Some point of an experiment. */
record Point(Sizes sizes, Scaling scaling) implements ComponentContext {
  static final Point ANY = new Point(new Sizes(5, 4, 3, 2, 1), new Scaling(0.5, 0.74));
}
