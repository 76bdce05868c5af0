package io.onestep.api.error;

/** A computation has no finite or no trustworthy result: overflow, a singular system, no root. */
public final class NumericalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message which quantity failed, how, and what might help; if null, that it was not said
   */
  public NumericalException(String message) {
    super(message == null ? "a computation failed and did not say why" : message);
  }
}
