package io.onestep.datasets;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import java.nio.file.Path;
import java.util.Optional;

/** A point of an experiment. */
public record Point(Sizes sizes, Scaling scaling, Optional<Path> dataFolder)
    implements ComponentContext {
  public static Point of(int n) {
    return new Point(new Sizes(n, 10, 10, 10, 10), new Scaling(0.5, 0.74), Optional.empty());
  }

  public static Point in(Path folder) {
    return new Point(of(4).sizes(), of(4).scaling(), Optional.of(folder));
  }
}
