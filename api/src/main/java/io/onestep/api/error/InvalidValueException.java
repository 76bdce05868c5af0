package io.onestep.api.error;

import java.util.Objects;

/**
 * A configuration record refuses a value. Thrown by the constructors of configuration records, so
 * that the reader of a spec can say at which JSON pointer the value stands.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String parameter;
  private final String reason;

  /**
   * Creates the exception.
   *
   * @param parameter the name of the record component that was refused
   * @param value the refused value
   * @param allowed what would be right, as it ends a sentence "must be ..."
   */
  public InvalidValueException(String parameter, Object value, String allowed) {
    super(parameter + " is " + value + " but must be " + allowed);
    this.parameter = Objects.requireNonNull(parameter, "parameter");
    this.reason = "is " + value + " but must be " + allowed;
  }

  /**
   * Returns the name of the refused record component.
   *
   * @return the name as it is in Java (camel case)
   */
  public String parameter() {
    return parameter;
  }

  /**
   * Returns what is wrong, without the parameter's name.
   *
   * @return "is ... but must be ..."
   */
  public String reason() {
    return reason;
  }
}
