package io.onestep.engine.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.onestep.api.activation.Activation;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.MissingComponentException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.catalogue.Catalogue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RecordBinderTest {
  enum Colour {
    RED,
    LIGHT_BLUE
  }

  record Inner(@Parameter(value = "r", range = "(0, 1]") double ratio) {
    Inner {
      Range.parse("(0, 1]").require("ratio", ratio);
    }
  }

  record Outer(
      @Parameter("c") int count,
      @Parameter(value = "w", defaultValue = "2.5", range = "[0, inf)") double widthRatio,
      @Parameter(value = "o", defaultValue = "null") OptionalDouble optional,
      @Parameter(value = "t", defaultValue = "null", range = "[1, 8]") OptionalInt threads,
      @Parameter(value = "col", defaultValue = "\"light-blue\"") Colour colour,
      @Parameter(value = "l", defaultValue = "[]", range = "[0, 1]") List<Double> list,
      @Parameter(value = "i", defaultValue = "{\"ratio\": 0.5}") Inner inner,
      @Parameter(value = "a", defaultValue = "{\"type\": \"relu\"}") Activation activation) {}

  private static final ComponentContext CONTEXT =
      new ComponentContext() {
        @Override
        public Sizes sizes() {
          return new Sizes(10, 10, 10, 10, 10);
        }

        @Override
        public Scaling scaling() {
          return new Scaling(0.5, 0.5);
        }
      };

  private final RecordBinder binder = new RecordBinder(Catalogue.load(getClass().getClassLoader()));

  private Bound<Outer> bind(String json) {
    return binder.bind(Json.parse(json, "test"), Outer.class, "", Optional.of(CONTEXT));
  }

  private List<String> problems(String json) {
    return catchThrowableOfType(InvalidInputException.class, () -> bind(json)).problems().stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void fillsInDefaults() {
    Bound<Outer> bound = bind("{\"count\": 3}");
    assertThat(bound.value().widthRatio()).isEqualTo(2.5);
    assertThat(bound.value().optional()).isEmpty();
    assertThat(bound.value().colour()).isEqualTo(Colour.LIGHT_BLUE);
    assertThat(bound.value().inner().ratio()).isEqualTo(0.5);
    assertThat(bound.value().activation().value(-1)).isZero();
    assertThat(bound.json())
        .hasToString(
            "{\"count\":3,\"width_ratio\":2.5,\"optional\":null,\"threads\":null,"
                + "\"colour\":\"light-blue\",\"list\":[],\"inner\":{\"ratio\":0.5},"
                + "\"activation\":{\"type\":\"relu\"}}");
  }

  @Test
  void jsonWithDefaultsGivesTheSameAgain() {
    Bound<Outer> once = bind("{\"count\": 3.0, \"list\": [0, 1], \"optional\": 4}");
    Bound<Outer> twice = bind(Json.write(once.json()));
    assertThat(Json.write(twice.json())).isEqualTo(Json.write(once.json()));
    assertThat(once.value().count()).isEqualTo(3);
    assertThat(once.value().optional()).hasValue(4);
  }

  @Test
  void findsAllProblemsAtOnce() {
    assertThat(
            problems(
                """
                {"cuont": 1, "width_ratio": -1, "optional": "x", "threads": 9, "colour": "blue",
                 "list": [0.5, 2, null], "inner": {"ratio": 0, "extra": 1}}
                """))
        .containsExactlyInAnyOrder(
            "/cuont: unknown key 'cuont'; did you mean 'count'? There are: count, width_ratio,"
                + " optional, threads, colour, list, inner, activation",
            "/count: is missing; expected a whole number",
            "/width_ratio: is -1 but must be a number in [0, inf)",
            "/optional: is \"x\" but must be a number",
            "/threads: is 9 but must be a whole number in [1, 8]",
            "/colour: unknown value 'blue'. There are: red, light-blue",
            "/list/1: is 2 but must be a number in [0, 1]",
            "/list/2: is null but must be a number in [0, 1]",
            "/inner/extra: unknown key 'extra'. There are: ratio",
            "/inner/ratio: is 0 but must be a number in (0, 1]");
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThat(problems("{\"count\": 1e999}")).singleElement().asString().startsWith("/count: is");
    assertThat(problems("{\"count\": 1.5}")).singleElement().asString().startsWith("/count: is");
    assertThat(problems("{\"count\": 3000000000}"))
        .singleElement()
        .asString()
        .startsWith("/count: is");
    assertThat(problems("{\"count\": 1, \"width_ratio\": 1e999}"))
        .singleElement()
        .asString()
        .startsWith("/width_ratio: is");
    assertThatThrownBy(() -> bind("{\"count\": NaN}")).isInstanceOf(InvalidInputException.class);
    assertThat(problems("[]")).containsExactly(": is [] but must be an object {...}".substring(2));
  }

  @Test
  void refusesDuplicateKeysAndSaysWhere() {
    assertThatThrownBy(() -> bind("{\"count\": 1,\n \"count\": 2}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("test:2:")
        .hasMessageContaining("uplicate");
  }

  @Test
  void saysWhichComponentsThereAre() {
    assertThatThrownBy(() -> bind("{\"count\": 1, \"activation\": {\"type\": \"rleu\"}}"))
        .isInstanceOf(MissingComponentException.class)
        .hasMessageStartingWith(
            "/activation/type: unknown activation 'rleu'; did you mean 'relu'? There are: ");
  }

  @Test
  void aWrongValueWeighsMoreThanAnUnknownComponent() {
    assertThat(problems("{\"count\": -1.5, \"activation\": {\"type\": \"rleu\"}}")).hasSize(2);
  }

  @Test
  void parametersOfNestedComponentsAreChecked() {
    assertThat(problems("{\"count\": 1, \"activation\": {\"type\": \"relu\", \"slope\": 1}}"))
        .singleElement()
        .asString()
        .startsWith("/activation/slope: unknown key 'slope'");
  }
}
