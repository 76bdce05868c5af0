package io.onestep.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.List;

/**
 * One point of an experiment's sweep.
 *
 * @param index its index, from 0
 * @param coordinates the value of each axis
 * @param spec the spec with these values, its components made
 * @param json the JSON of the spec, defaults filled in
 */
public record Point(int index, List<JsonNode> coordinates, ExperimentSpec spec, JsonNode json) {
  /**
   * Returns the sizes at this point.
   *
   * @return n, k, m, m1, mTest
   */
  public Sizes sizes() {
    return spec.sizes().resolve();
  }
}
