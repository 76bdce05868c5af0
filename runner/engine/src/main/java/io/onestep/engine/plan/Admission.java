package io.onestep.engine.plan;

import io.onestep.api.error.InsufficientResourcesException;

/**
 * Lets runs begin for which there is memory. A program that runs several experiments side by side
 * may have one of its own: one that gives each run a share, say, or has it wait for others to end.
 * It takes the place of {@link MachineMemory}, which it may ask, too.
 */
@FunctionalInterface
public interface Admission {
  /**
   * Lets a run begin by returning. Called by the thread of the run, before it draws any sample; not
   * called if no trial is left to be done.
   *
   * @param need what the run needs; no array of it is longer than Java's may be
   * @return what is closed when the run has ended, whichever way
   * @throws InsufficientResourcesException if the run is refused; {@link MemoryNeed#refusal} says
   *     what would need less
   * @throws InterruptedException if the thread is interrupted while the run waits
   */
  Permit admit(MemoryNeed need) throws InterruptedException;

  /** What a run has while it goes on. */
  @FunctionalInterface
  interface Permit extends AutoCloseable {
    /** Takes it back. Called once. */
    @Override
    void close();
  }
}
