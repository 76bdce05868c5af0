package io.onestep.engine.binding;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.parameter.Range;
import io.onestep.engine.catalogue.Kind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Types of parameters, in words. */
final class TypeNames {
  private static final Set<Type> HOLDERS = Set.of(List.class, Optional.class, Deferred.class);
  private static final Set<Type> VALUES =
      Set.of(
          boolean.class,
          int.class,
          long.class,
          double.class,
          Integer.class,
          Double.class,
          String.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class);

  private TypeNames() {}

  /** Returns whether a spec can give a parameter of a type. */
  static boolean isPossible(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return HOLDERS.contains(parameterized.getRawType())
          && isPossible(parameterized.getActualTypeArguments()[0]);
    }
    return type instanceof Class<?> raw
        && (VALUES.contains(raw)
            || raw.isEnum()
            || raw.isRecord() && raw.getTypeParameters().length == 0
            || JsonNode.class.isAssignableFrom(raw)
            || Kind.making(raw).isPresent());
  }

  /** Returns what a parameter of a type must be, as it ends a sentence "must be ...". */
  static String of(Type type, Optional<Range> range) {
    if (type instanceof ParameterizedType parameterized) {
      String element = of(parameterized.getActualTypeArguments()[0], range);
      if (parameterized.getRawType() == List.class) {
        return "a list, each " + element;
      }
      return parameterized.getRawType() == Optional.class ? element + ", or null" : element;
    }
    String in = range.map(r -> " in " + r).orElse("");
    if (type == double.class || type == Double.class) {
      return "a number" + in;
    }
    if (type == int.class || type == long.class || type == Integer.class) {
      return "a whole number" + in;
    }
    if (type == OptionalDouble.class) {
      return "a number" + in + ", or null";
    }
    if (type == OptionalInt.class || type == OptionalLong.class) {
      return "a whole number" + in + ", or null";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "text";
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isEnum()) {
      return Arrays.stream(raw.getEnumConstants())
          .map(constant -> "\"" + ParameterNames.ofConstant((Enum<?>) constant) + "\"")
          .collect(Collectors.joining(" or "));
    }
    if (JsonNode.class.isAssignableFrom(raw)) {
      return "JSON";
    }
    return Kind.making(raw)
        .map(kind -> "a" + (kind.noun().matches("[aeiou].*") ? "n " : " ") + kind.noun())
        .orElse("an object {...}");
  }
}
