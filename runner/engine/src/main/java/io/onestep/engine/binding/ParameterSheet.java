package io.onestep.engine.binding;

import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
   */
  public static List<ParameterSheet> of(Class<? extends Record> config) {
    List<ParameterSheet> sheets = new ArrayList<>();
    add(sheets, "", config);
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

  private static void add(List<ParameterSheet> sheets, String prefix, Class<?> config) {
    for (RecordComponent component : config.getRecordComponents()) {
      Parameter parameter = component.getAnnotation(Parameter.class);
      Optional<Range> range =
          parameter == null || parameter.range().isEmpty()
              ? Optional.empty()
              : Optional.of(Range.parse(parameter.range()));
      String path = prefix + ParameterNames.ofComponent(component.getName());
      Type type = component.getGenericType();
      String typeName = TypeNames.of(type, range);
      String defaultValue = defaultValue(parameter, typeName);
      sheets.add(
          new ParameterSheet(
              path,
              typeName,
              defaultValue,
              parameter == null ? "" : parameter.value(),
              example(parameter, defaultValue)));
      nested(type).ifPresent(record -> add(sheets, path + (isList(type) ? "[]." : "."), record));
    }
  }

  private static String defaultValue(Parameter parameter, String typeName) {
    if (parameter != null && !parameter.defaultValue().isEmpty()) {
      return parameter.defaultValue();
    }
    return typeName.endsWith(", or null") ? "null" : REQUIRED;
  }

  private static String example(Parameter parameter, String defaultValue) {
    if (parameter != null && !parameter.example().isEmpty()) {
      return parameter.example();
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
