package io.onestep.api.error;

import java.util.List;
import java.util.Objects;

/**
 * A component does not keep to its interface: what it gave is null, or of the wrong size. Thrown by
 * what has called it, so that the message names the component rather than the place that stumbles.
 * Who called it knows its class alone; where a component is made by name, and of an executor, the
 * name is known, and {@link MissingComponentException} says the same with it.
 */
public final class BrokenComponentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Class<?> component;
  private final String reason;

  /**
   * Creates the exception.
   *
   * @param component the component, or what it made: a population, say
   * @param reason which method gave what, and what would be right
   */
  public BrokenComponentException(Object component, String reason) {
    super(component.getClass().getName() + " is broken: " + reason);
    this.component = component.getClass();
    this.reason = reason;
  }

  /**
   * Returns what is broken.
   *
   * @return the class of the component, or of what it made
   */
  public Class<?> component() {
    return component;
  }

  /**
   * Returns what is wrong, without a name of the component.
   *
   * @return for example {@code "fit gives null"}
   */
  public String reason() {
    return reason;
  }

  /**
   * Makes sure that a component has given something.
   *
   * @param <T> the type of what it gave
   * @param component the component
   * @param method the method that it was given by
   * @param given what it gave
   * @return the same
   * @throws BrokenComponentException if it is null
   */
  public static <T> T require(Object component, String method, T given) {
    if (given == null) {
      throw new BrokenComponentException(component, method + " gives null");
    }
    return given;
  }

  /**
   * Makes sure that a component has given a list without null in it.
   *
   * @param <T> the type of the elements
   * @param component the component
   * @param method the method that it was given by
   * @param given what it gave
   * @return the same
   * @throws BrokenComponentException if it is null, or an element is
   */
  public static <T> List<T> requireAll(Object component, String method, List<T> given) {
    if (require(component, method, given).stream().anyMatch(Objects::isNull)) {
      throw new BrokenComponentException(component, method + " gives a list with null in it");
    }
    return given;
  }

  /**
   * Makes sure that a component has given so many numbers.
   *
   * @param component the component
   * @param method the method that they were given by
   * @param given what it gave
   * @param count how many there must be
   * @return the same
   * @throws BrokenComponentException if there are more, or fewer, or null
   */
  public static double[] requireCount(Object component, String method, double[] given, int count) {
    if (require(component, method, given).length != count) {
      throw new BrokenComponentException(
          component, "%s gives %d numbers, not %d".formatted(method, given.length, count));
    }
    return given;
  }
}
