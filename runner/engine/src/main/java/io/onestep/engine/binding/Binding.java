package io.onestep.engine.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.error.Problem;
import io.onestep.api.parameter.Range;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.catalogue.CatalogueEntry;
import io.onestep.engine.catalogue.Kind;
import io.onestep.engine.catalogue.Suggestion;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One reading of one document. Where a value is wrong, a problem is noted, {@code null} stands for
 * the value, and reading goes on, so that all problems are found.
 */
final class Binding {
  private static final String TYPE = "type";

  /** So deep no spec is; defaults that name one another go on without end. */
  private static final int DEEPEST = 200;

  private final Catalogue catalogue;
  private final Optional<ComponentContext> context;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<CatalogueEntry> components = new LinkedHashSet<>();
  private int unknownComponents;

  /** The parameter whose default is being read; null outside of defaults. */
  private Description inDefault;

  Binding(Catalogue catalogue, Optional<ComponentContext> context) {
    this.catalogue = catalogue;
    this.context = context;
  }

  List<Problem> problems() {
    return problems;
  }

  /** Returns the components that the document names, each for the kind that it is used as. */
  Set<CatalogueEntry> components() {
    return components;
  }

  boolean onlyUnknownComponents() {
    return problems.size() == unknownComponents;
  }

  <R extends Record> Bound<R> record(JsonNode json, Class<R> type, String pointer) {
    return record(json, type, pointer, JsonNodeFactory.instance.objectNode());
  }

  /** Reads a record; {@code filled} takes its JSON and may hold a "type" already. */
  private <R extends Record> Bound<R> record(
      JsonNode json, Class<R> type, String pointer, ObjectNode filled) {
    if (!json.isObject()) {
      return wrong(pointer, json, "an object {...}");
    }
    Map<String, Description> components = Description.of(type);
    Set<String> known = new LinkedHashSet<>();
    filled.fieldNames().forEachRemaining(known::add);
    known.addAll(components.keySet());
    json.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                mismatch(pointer + "/" + escape(key), Suggestion.unknown("key", key, known));
              }
            });
    boolean complete = true;
    List<Object> values = new ArrayList<>();
    for (Map.Entry<String, Description> entry : components.entrySet()) {
      String key = entry.getKey();
      Bound<?> value = component(entry.getValue(), json.get(key), pointer + "/" + key);
      if (value == null) {
        complete = false;
      } else {
        values.add(value.value());
        filled.set(key, value.json());
      }
    }
    if (!complete) {
      return null;
    }
    return guarded(pointer, () -> new Bound<>(construct(type, values), filled));
  }

  private Bound<?> component(Description parameter, JsonNode given, String pointer) {
    Type type = parameter.component().getGenericType();
    JsonNode defaultValue = given == null ? parameter.parsedDefault() : null;
    if (defaultValue == null) {
      return value(given, type, parameter.range(), pointer);
    }
    if (pointer.chars().filter(c -> c == '/').count() > DEEPEST) {
      throw parameter.wrongDefault("has itself as its default");
    }
    Description outer = inDefault;
    inDefault = outer == null ? parameter : outer;
    try {
      return value(defaultValue, type, parameter.range(), pointer);
    } finally {
      inDefault = outer;
    }
  }

  private Bound<?> value(JsonNode json, Type type, Optional<Range> range, String pointer) {
    Class<?> raw = raw(type);
    boolean empty = json == null || json.isNull();
    if (raw == OptionalDouble.class) {
      return empty
          ? nothing(OptionalDouble.empty())
          : map(number(json, range, pointer), OptionalDouble::of);
    }
    if (raw == OptionalInt.class) {
      return empty
          ? nothing(OptionalInt.empty())
          : map(
              integer(json, range, Integer.MAX_VALUE, pointer), v -> OptionalInt.of(v.intValue()));
    }
    if (raw == OptionalLong.class) {
      return empty
          ? nothing(OptionalLong.empty())
          : map(integer(json, range, Long.MAX_VALUE, pointer), OptionalLong::of);
    }
    if (raw == Optional.class) {
      return empty
          ? nothing(Optional.empty())
          : map(value(json, argument(type), range, pointer), Optional::of);
    }
    if (json == null) {
      problem(pointer, "is missing; expected " + TypeNames.of(type, range));
      return null;
    }
    if (raw == double.class || raw == Double.class) {
      return number(json, range, pointer);
    }
    if (raw == int.class || raw == Integer.class) {
      return map(integer(json, range, Integer.MAX_VALUE, pointer), Long::intValue);
    }
    if (raw == long.class) {
      return integer(json, range, Long.MAX_VALUE, pointer);
    }
    if (raw == boolean.class) {
      return json.isBoolean()
          ? new Bound<>(json.booleanValue(), json)
          : wrong(pointer, json, "true or false");
    }
    if (raw == String.class) {
      return json.isTextual() ? new Bound<>(json.textValue(), json) : wrong(pointer, json, "text");
    }
    if (JsonNode.class.isAssignableFrom(raw)) {
      return new Bound<>(json, json);
    }
    if (raw.isEnum()) {
      return constant(json, raw, pointer);
    }
    if (raw == List.class) {
      return list(json, argument(type), range, pointer);
    }
    if (raw.isRecord()) {
      return record(json, raw.asSubclass(Record.class), pointer);
    }
    if (raw == Deferred.class) {
      return part(json, raw(argument(type)), true, pointer);
    }
    return part(json, raw, false, pointer);
  }

  private Bound<Double> number(JsonNode json, Optional<Range> range, String pointer) {
    String expected = TypeNames.of(double.class, range);
    if (!json.isNumber() || !Double.isFinite(json.doubleValue())) {
      return wrong(pointer, json, expected);
    }
    double value = json.doubleValue();
    return range.isPresent() && !range.get().contains(value)
        ? wrong(pointer, json, expected)
        : new Bound<>(value, json);
  }

  /** A whole number; 3.0 counts as 3, as the points of a sweep may come as such. */
  private Bound<Long> integer(JsonNode json, Optional<Range> range, long limit, String pointer) {
    String expected = TypeNames.of(int.class, range);
    double value = json.doubleValue();
    boolean whole =
        json.isIntegralNumber()
            ? json.canConvertToLong()
            : json.isNumber() && value == Math.rint(value) && Math.abs(value) < 1L << 53;
    if (!whole) {
      return wrong(pointer, json, expected);
    }
    if (Math.abs(value) > limit) {
      return wrong(pointer, json, expected + ", and at most " + limit);
    }
    long integer = json.isIntegralNumber() ? json.longValue() : (long) value;
    return range.isPresent() && !range.get().contains(integer)
        ? wrong(pointer, json, expected)
        : new Bound<>(integer, JsonNodeFactory.instance.numberNode(integer));
  }

  private Bound<?> constant(JsonNode json, Class<?> type, String pointer) {
    List<String> names = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      String name = ParameterNames.ofConstant((Enum<?>) constant);
      if (json.isTextual() && json.textValue().equals(name)) {
        return new Bound<>(constant, json);
      }
      names.add(name);
    }
    if (json.isTextual()) {
      mismatch(pointer, Suggestion.unknown("value", json.textValue(), names));
      return null;
    }
    return wrong(pointer, json, TypeNames.of(type, Optional.empty()));
  }

  private Bound<?> list(JsonNode json, Type element, Optional<Range> range, String pointer) {
    if (!json.isArray()) {
      return wrong(pointer, json, "a list [...]");
    }
    List<Object> values = new ArrayList<>();
    ArrayNode filled = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < json.size(); i++) {
      Bound<?> value = value(json.get(i), element, range, pointer + "/" + i);
      if (value != null) {
        values.add(value.value());
        filled.add(value.json());
      }
    }
    return values.size() < json.size() ? null : new Bound<>(List.copyOf(values), filled);
  }

  /** A component, given as {"type": name, ...}, or as its name if the defaults will do. */
  private Bound<?> part(JsonNode given, Class<?> product, boolean deferred, String pointer) {
    Kind kind = Kind.making(product).orElseThrow();
    Collection<String> names = catalogue.all(kind).stream().map(CatalogueEntry::name).toList();
    JsonNode json =
        given.isTextual()
            ? JsonNodeFactory.instance.objectNode().put(TYPE, given.textValue())
            : given;
    if (!json.isObject() || !json.path(TYPE).isTextual()) {
      return wrong(
          pointer,
          json,
          "a " + kind.noun() + " {\"type\": one of " + String.join(", ", names) + "}");
    }
    String name = json.get(TYPE).textValue();
    Optional<CatalogueEntry> entry = catalogue.find(kind, name);
    if (entry.isEmpty()) {
      unknownComponents++;
      problem(given.isTextual() ? pointer : pointer + "/" + TYPE, catalogue.unknown(kind, name));
      return null;
    }
    components.add(entry.get());
    ObjectNode filled = JsonNodeFactory.instance.objectNode().put(TYPE, name);
    Bound<? extends Record> config =
        record(json, entry.get().factory().configType(), pointer, filled);
    if (config == null || context.isEmpty()) {
      return null;
    }
    return guarded(
        pointer,
        () ->
            new Bound<>(
                deferred
                    ? new Deferred<>(entry.get(), config.value(), product, context.get())
                    : entry.get().create(config.value(), context.get()),
                config.json()));
  }

  private static <R extends Record> R construct(Class<R> type, List<Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true); // a public record may be nested in a class that is not
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("the constructor of " + type + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the configuration record " + type + " is not usable", e);
    }
  }

  /** Turns a constructor's or a factory's refusal into a problem. */
  private <T> T guarded(String pointer, Supplier<T> step) {
    try {
      return step.get();
    } catch (InvalidValueException e) {
      problem(pointer + "/" + ParameterNames.ofComponent(e.parameter()), e.reason());
    } catch (InvalidInputException e) { // of a file that the component reads
      e.problems().forEach(p -> problem(pointer, p.toString()));
    } catch (IllegalArgumentException e) {
      problem(pointer, e.getMessage() == null ? "is not accepted" : e.getMessage());
    }
    return null;
  }

  private <T> T wrong(String pointer, JsonNode json, String expected) {
    mismatch(pointer, "is " + text(json) + " but must be " + expected);
    return null;
  }

  /** Notes that JSON does not fit its type: the user's fault, unless it is of a default. */
  private void mismatch(String pointer, String message) {
    if (inDefault != null) {
      throw inDefault.wrongDefault(message);
    }
    problem(pointer, message);
  }

  private void problem(String pointer, String message) {
    problems.add(new Problem(pointer, message));
  }

  private static String text(JsonNode json) {
    return json.isNumber() && !Double.isFinite(json.doubleValue())
        ? "beyond what a number can be"
        : Json.shortened(json);
  }

  private static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static <T> Bound<T> nothing(T empty) {
    return new Bound<>(empty, JsonNodeFactory.instance.nullNode());
  }

  private static <T, U> Bound<U> map(Bound<T> bound, Function<T, U> function) {
    return bound == null ? null : new Bound<>(function.apply(bound.value()), bound.json());
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) type;
  }

  private static Type argument(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }
}
