package io.onestep.datamodels;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.component.ComponentFactory;
import io.onestep.api.data.DataModelFactory;
import io.onestep.api.data.TargetFactory;
import io.onestep.api.parameter.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServicesTest {
  @Test
  void dataModelsAreFoundByName() {
    assertThat(ServiceLoader.load(DataModelFactory.class))
        .extracting(factory -> factory.name())
        .containsExactlyInAnyOrder("gaussian-mixture", "structured-mixture");
  }

  @Test
  void targetsAreFoundByName() {
    assertThat(ServiceLoader.load(TargetFactory.class))
        .extracting(factory -> factory.name())
        .containsExactlyInAnyOrder(
            "class-labels", "multi-index", "single-index", "teacher-network");
  }

  @Test
  void everyParameterIsDescribed() {
    List<ComponentFactory<?, ?>> factories = new ArrayList<>();
    for (DataModelFactory<?> factory : ServiceLoader.load(DataModelFactory.class)) {
      factories.add(factory);
    }
    for (TargetFactory<?> factory : ServiceLoader.load(TargetFactory.class)) {
      factories.add(factory);
    }
    assertThat(factories)
        .isNotEmpty()
        .allSatisfy(factory -> assertThat(factory.summary()).isNotBlank().doesNotEndWith("."))
        .allSatisfy(factory -> assertDescribed(factory.configType()));
  }

  /** Nested records (those of lists and optionals too) are parameters as well. */
  private static void assertDescribed(Class<?> config) {
    assertThat(config.getRecordComponents()).isNotEmpty();
    for (RecordComponent component : config.getRecordComponents()) {
      Parameter parameter = component.getAnnotation(Parameter.class);
      assertThat(parameter).as("annotation of %s", component).isNotNull();
      assertThat(parameter.value()).isNotBlank();
      Type type = component.getGenericType();
      if (type instanceof ParameterizedType parameterized) {
        type = parameterized.getActualTypeArguments()[0];
      }
      if (type instanceof Class<?> nested && nested.isRecord()) {
        assertDescribed(nested);
      }
    }
  }
}
