package io.onestep.engine.binding;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.MissingComponentException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the author of a component says of a parameter, once it is known to make sense.
 *
 * @param component the parameter
 * @param meaning what it means; empty if nothing is said
 * @param range the interval of a number, if one is named
 * @param defaultValue what is taken where a spec says nothing, as JSON; empty if there is none
 * @param example what an example shows, as JSON; empty if there is none
 */
record Description(
    RecordComponent component,
    String meaning,
    Optional<Range> range,
    String defaultValue,
    String example) {
  /** Annotations take long to read. */
  private static final ClassValue<Map<String, Description>> DESCRIPTIONS =
      new ClassValue<>() {
        @Override
        protected Map<String, Description> computeValue(Class<?> type) {
          Map<String, Description> descriptions = new LinkedHashMap<>();
          for (RecordComponent component : type.getRecordComponents()) {
            String name = ParameterNames.ofComponent(component.getName());
            Description other = descriptions.put(name, of(component));
            if (other != null) {
              throw wrong(
                  component,
                  "a spec calls it %s, as it does %s".formatted(name, other.component.getName()));
            }
          }
          return Collections.unmodifiableMap(descriptions);
        }
      };

  /**
   * Describes the parameters of a record.
   *
   * @param type the record's class
   * @return the parameters by their names in a spec, in order
   * @throws MissingComponentException if one is described as no parameter can be
   */
  static Map<String, Description> of(Class<?> type) {
    return DESCRIPTIONS.get(type);
  }

  private static Description of(RecordComponent component) {
    if (!TypeNames.isPossible(component.getGenericType())) {
      throw new MissingComponentException(
          "the parameter %s has the type %s, which no spec can give"
              .formatted(title(component), component.getGenericType().getTypeName()));
    }
    Parameter said = component.getAnnotation(Parameter.class);
    if (said == null) {
      return new Description(component, "", Optional.empty(), "", "");
    }
    try {
      parse(said.defaultValue(), "default");
      parse(said.example(), "example");
      return new Description(
          component,
          said.value(),
          said.range().isEmpty() ? Optional.empty() : Optional.of(Range.parse(said.range())),
          said.defaultValue(),
          said.example());
    } catch (InvalidInputException | IllegalArgumentException e) {
      throw wrong(component, e.getMessage());
    }
  }

  private static void parse(String json, String document) {
    if (!json.isEmpty()) {
      Json.parse(json, document);
    }
  }

  /** Returns the default, if there is one. */
  JsonNode parsedDefault() {
    return defaultValue.isEmpty() ? null : Json.parse(defaultValue, "default");
  }

  /** Makes the error of a default that the parameter can't have. */
  MissingComponentException wrongDefault(String reason) {
    return wrong(component, "its default " + reason);
  }

  private static MissingComponentException wrong(RecordComponent component, String reason) {
    return new MissingComponentException(
        "the parameter %s is not described as it should be: %s"
            .formatted(title(component), reason));
  }

  private static String title(RecordComponent component) {
    return component.getName() + " of " + component.getDeclaringRecord().getName();
  }
}
