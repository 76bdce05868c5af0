package io.onestep.benchmark.scaling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a workload takes.
 *
 * @param seconds wall-clock time, after the JVM has warmed up
 * @param flops floating-point operations
 * @param peak the largest resident memory of its process in bytes; NaN where the system does not
 *     say
 * @param estimated the memory that is estimated before the start, in bytes
 */
record Cost(double seconds, double flops, double peak, double estimated) {
  private static final ObjectMapper JSON = new ObjectMapper();

  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers can be written", e);
    }
  }

  static Cost parse(String json) {
    try {
      return JSON.readValue(json, Cost.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a measurement wrote no result: " + json, e);
    }
  }
}
