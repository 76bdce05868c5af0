package io.onestep.api.component;

import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import java.nio.file.Path;
import java.util.Optional;

/** The point of an experiment that a component is made for. */
public interface ComponentContext {
  /**
   * Returns the sizes at this point.
   *
   * @return n, k, m and the other sizes
   */
  Sizes sizes();

  /**
   * Returns the scaling at this point.
   *
   * @return alpha and beta
   */
  Scaling scaling();

  /**
   * Returns the folder that names of data files are relative to.
   *
   * @return the folder, if the experiment names one; by default none
   */
  default Optional<Path> dataFolder() {
    return Optional.empty();
  }
}
