package io.onestep.engine.plan;

import io.onestep.api.error.InsufficientResourcesException;

/**
 * Lets runs begin for which there is memory. A program that runs several experiments side by side
 * may have one of its own: one that gives each run a share, say, or has it wait for others to end.
 */
@FunctionalInterface
public interface Admission {
  /**
   * Lets a run begin by returning. Called by the thread of the run, before it computes anything.
   *
   * @param need what the run needs; no array of it is longer than Java's may be
   * @throws InsufficientResourcesException if the run is refused; {@link MemoryNeed#refusal} says
   *     what would need less
   * @throws InterruptedException if the thread is interrupted while the run waits
   */
  void admit(MemoryNeed need) throws InterruptedException;
}
