package io.onestep.api.parameter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a parameter, that is, a component of a configuration record.
 *
 * <p>Types: {@code boolean}, {@code int}, {@code long}, {@code double}, {@link String}, enums (in
 * specs lower case, words joined by hyphens), {@link java.util.OptionalInt}, {@link
 * java.util.OptionalDouble}, {@link java.util.Optional}, {@link java.util.List}, further records,
 * and the product types of factories (an {@code Activation}, say), which specs give as {@code
 * {"type": "relu"}} and which may come from another plugin.
 *
 * <p>A name {@code widthRatio} in Java is {@code width_ratio} in a spec.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Parameter {
  /**
   * Returns what the parameter means, with its unit or formula.
   *
   * @return a phrase
   */
  String value();

  /**
   * Returns the value used where a spec says nothing, as JSON.
   *
   * @return JSON; empty if the parameter must be given (an optional one is then empty)
   */
  String defaultValue() default "";

  /**
   * Returns the allowed interval of a number (or of each number of a list), see {@link Range}.
   *
   * @return for example {@code "[0, 1]"} or {@code "(0, inf)"}; empty for any finite number
   */
  String range() default "";

  /**
   * Returns the value that {@code onestep describe} shows in its example of the component. A
   * parameter without a default should have one.
   *
   * @return JSON; empty for the default
   */
  String example() default "";
}
