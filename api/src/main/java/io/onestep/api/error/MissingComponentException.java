package io.onestep.api.error;

/**
 * A component that is needed, and called by its name, is unknown, broken or not available on this
 * machine. What is found broken in use, where only its class is known, is a {@link
 * BrokenComponentException}.
 */
public final class MissingComponentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message which component, why, and what there is instead
   */
  public MissingComponentException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message which component, why, and what there is instead
   * @param cause what the component or the system said
   */
  public MissingComponentException(String message, Throwable cause) {
    super(message, cause);
  }
}
