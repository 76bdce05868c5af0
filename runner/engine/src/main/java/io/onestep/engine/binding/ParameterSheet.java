package io.onestep.engine.binding;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A parameter of a component, as people are told about it.
 *
 * @param path the name as it is in a spec; parameters of nested objects as {@code outer.inner}, of
 *     listed ones as {@code outer[].inner}
 * @param type what the value must be, with its range
 * @param defaultValue the value used where the spec says nothing, as JSON; {@code "required"} if
 *     there is none
 * @param description what it means
 * @param example a value for an example, as JSON: one that the parameter names, or the default;
 *     empty if there is neither
 */
public record ParameterSheet(
    String path, String type, String defaultValue, String description, String example) {
  private static final String REQUIRED = "required";

  /**
   * Lists the parameters of a configuration.
   *
   * @param config the record type of the configuration
   * @return the parameters in the order of the record, nested ones after the one that holds them
   * @throws io.onestep.api.error.MissingComponentException if one is described as no parameter can
   *     be
   */
  public static List<ParameterSheet> of(Class<? extends Record> config) {
    List<ParameterSheet> sheets = new ArrayList<>();
    add(sheets, "", config, List.of());
    return List.copyOf(sheets);
  }

  /**
   * Returns whether a spec must give the parameter.
   *
   * @return whether there is no default
   */
  public boolean isRequired() {
    return defaultValue.equals(REQUIRED);
  }

  private static void add(
      List<ParameterSheet> sheets, String prefix, Class<?> config, List<Class<?>> outer) {
    List<Class<?>> around = Stream.concat(outer.stream(), Stream.of(config)).toList();
    Description.of(config)
        .forEach(
            (name, description) -> {
              String path = prefix + name;
              Type type = description.component().getGenericType();
              String typeName = TypeNames.of(type, description.range());
              String defaultValue = defaultValue(description, typeName);
              sheets.add(
                  new ParameterSheet(
                      path,
                      typeName,
                      defaultValue,
                      description.meaning(),
                      example(description, defaultValue)));
              nested(type)
                  .filter(record -> !around.contains(record)) // a tree is described once
                  .ifPresent(
                      record -> add(sheets, path + (isList(type) ? "[]." : "."), record, around));
            });
  }

  private static String defaultValue(Description description, String typeName) {
    if (!description.defaultValue().isEmpty()) {
      return description.defaultValue();
    }
    return typeName.endsWith(", or null") ? "null" : REQUIRED;
  }

  private static String example(Description description, String defaultValue) {
    if (!description.example().isEmpty()) {
      return description.example();
    }
    return defaultValue.equals(REQUIRED) ? "" : defaultValue;
  }

  private static boolean isList(Type type) {
    return type instanceof ParameterizedType parameterized
        && parameterized.getRawType() == List.class;
  }

  private static Optional<Class<?>> nested(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return nested(parameterized.getActualTypeArguments()[0]);
    }
    return type instanceof Class<?> raw && raw.isRecord() ? Optional.of(raw) : Optional.empty();
  }
}
