package io.onestep.benchmark;

/** What the user asked for can't be done; the message says why. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
