package io.onestep.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What one process has done of a run.
 *
 * @param start when it began
 * @param duration how long it worked; of a process that was killed: until its last result
 * @param environment what it worked on: Java, operating system, processor, executor
 */
public record Part(Instant start, Duration duration, JsonNode environment) {
  /** Validates that all is there. */
  public Part {
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(environment, "environment");
  }
}
