package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every factory does: it is registered, names and describes itself and its parameters, and
 * makes something.
 *
 * @param <C> the configuration
 * @param <T> the product
 */
public abstract class ComponentFactoryContract<C extends Record, T> {
  private static final Set<Class<?>> VALUES =
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
          OptionalDouble.class,
          Optional.class,
          List.class);

  /** Creates the contract. */
  protected ComponentFactoryContract() {}

  /**
   * Returns the factory to be tested.
   *
   * @return the factory
   */
  protected abstract ComponentFactory<C, T> factory();

  /**
   * Returns a configuration that fits the {@linkplain #context() context}.
   *
   * @return a configuration
   */
  protected abstract C config();

  /**
   * Returns the point of an experiment to make the component for.
   *
   * @return by default n = 40, k = 30, m = 50, alpha = 0.5 and beta = 0.74
   */
  protected ComponentContext context() {
    record Point(Sizes sizes, Scaling scaling) implements ComponentContext {}
    return new Point(new Sizes(40, 30, 50, 50, 250), new Scaling(0.5, 0.74));
  }

  @Test
  final void namesAndDescribesItself() {
    assertThat(factory().name()).matches("[a-z][a-z0-9-]*");
    assertThat(factory().summary()).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
  }

  @Test
  final void describesItsParameters() {
    assertThat(config()).isInstanceOf(factory().configType());
    describesParametersOf(factory().configType());
  }

  private static void describesParametersOf(Class<?> type) {
    assertThat(type).matches(Class::isRecord, "is a record");
    for (RecordComponent component : type.getRecordComponents()) {
      Parameter parameter = component.getAnnotation(Parameter.class);
      assertThat(parameter).as("@Parameter of " + component).isNotNull();
      assertThat(parameter.value()).as("description of " + component).isNotBlank();
      if (!parameter.range().isEmpty()) {
        assertThatCode(() -> Range.parse(parameter.range())).doesNotThrowAnyException();
      }
      Class<?> element = element(component.getGenericType());
      assertThat(isPossible(component.getType()) && isPossible(element))
          .as("a spec can give the type of " + component)
          .isTrue();
      if (element.isRecord()) {
        describesParametersOf(element);
      }
    }
  }

  /** What a list or an optional holds; any other type itself. */
  private static Class<?> element(Type type) {
    return type instanceof ParameterizedType parameterized
        ? element(parameterized.getActualTypeArguments()[0])
        : (Class<?>) type;
  }

  /** The types of {@link Parameter}; interfaces of the api are what other factories make. */
  private static boolean isPossible(Class<?> type) {
    return VALUES.contains(type)
        || type.isEnum()
        || type.isRecord()
        || type.isInterface() && type.getName().startsWith("io.onestep.api.");
  }

  @Test
  final void isRegisteredAsServiceOfItsKind() {
    List<Class<?>> kinds =
        Arrays.stream(factory().getClass().getInterfaces())
            .filter(ComponentFactory.class::isAssignableFrom)
            .toList();
    assertThat(kinds).as("factory interfaces").hasSize(1);
    assertThat(ServiceLoader.load(kinds.get(0)))
        .as("services " + kinds.get(0).getName())
        .anyMatch(service -> service.getClass() == factory().getClass());
  }

  @Test
  final void makesAComponent() {
    assertThat(factory().create(config(), context())).isNotNull();
  }
}
