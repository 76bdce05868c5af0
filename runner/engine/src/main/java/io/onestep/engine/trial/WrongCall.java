package io.onestep.engine.trial;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls of linear algebra and random streams with arguments that do not fit. */
final class WrongCall {
  /** What stands between a component and what it calls. */
  private static final Pattern BETWEEN =
      Pattern.compile(Pattern.quote(WrongCall.class.getPackageName()) + "\\.(WrongCall|Timed).*");

  private WrongCall() {}

  /**
   * Refuses null, and what does not fit.
   *
   * @param fits whether the arguments do; not asked if one is null
   * @param method the method that is called
   * @param given the arguments
   * @throws IllegalArgumentException if they do not
   */
  static void refuseUnless(BooleanSupplier fits, String method, Object... given) {
    if (Arrays.stream(given).anyMatch(Objects::isNull) || !fits.getAsBoolean()) {
      throw of(method, given);
    }
  }

  /**
   * Makes the error of a call. It seems thrown where the call is, which tells whose fault it is.
   *
   * @param method the method that is called
   * @param given the arguments
   * @return the error, to be thrown
   */
  static IllegalArgumentException of(String method, Object... given) {
    IllegalArgumentException refused =
        new IllegalArgumentException(
            Arrays.stream(given)
                .map(WrongCall::text)
                .collect(Collectors.joining(", ", method + " does not take ", "")));
    refused.setStackTrace(
        Arrays.stream(refused.getStackTrace())
            .dropWhile(frame -> BETWEEN.matcher(frame.getClassName()).matches())
            .toArray(StackTraceElement[]::new));
    return refused;
  }

  private static String text(Object given) {
    if (given instanceof double[] x) {
      return x.length + " numbers";
    }
    if (given instanceof float[] x) {
      return x.length + " numbers";
    }
    return String.valueOf(given);
  }
}
