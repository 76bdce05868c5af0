package io.onestep.engine.result;

import java.util.List;

/** What a series along a sweep is called. */
public final class CommonName {
  private CommonName() {}

  /**
   * Returns what the names at the points have in common: a part whose parameter changes along the
   * sweep, such as a model's degree, goes by its name without the parameter.
   *
   * @param names the part's names, at least one
   * @return the name, if there is one only; else the first without a number or parentheses at its
   *     end, for example {@code "hermite"} for hermite-1 and hermite-2
   */
  public static String of(List<String> names) {
    String first = names.get(0);
    return names.stream().allMatch(first::equals)
        ? first
        : first.replaceAll("-\\d+$|\\([^()]*\\)$", "");
  }
}
