package io.onestep.engine.binding;

import java.util.Locale;

/** How names in Java are written in a spec. */
final class ParameterNames {
  private ParameterNames() {}

  /** {@code widthRatio} is {@code width_ratio} in a spec. */
  static String ofComponent(String javaName) {
    return javaName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** {@code SOME_CONSTANT} is {@code some-constant} in a spec. */
  static String ofConstant(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
