package io.onestep.api.error;

/** There is not enough memory or disk for what was asked for. */
public final class InsufficientResourcesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is needed, what there is, and what would need less
   */
  public InsufficientResourcesException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what is needed, what there is, and what would need less
   * @param cause what the system said
   */
  public InsufficientResourcesException(String message, Throwable cause) {
    super(message, cause);
  }
}
