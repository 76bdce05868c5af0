package io.onestep.datamodels;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.component.ComponentFactory;
import io.onestep.api.component.Parameter;
import io.onestep.api.data.DataModelFactory;
import io.onestep.api.data.TargetFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServicesTest {
  @Test
  void dataModelsAreFoundByName() {
    assertThat(ServiceLoader.load(DataModelFactory.class))
        .extracting(factory -> factory.name())
        .containsExactlyInAnyOrder("structured-mixture");
  }

  @Test
  void targetsAreFoundByName() {
    assertThat(ServiceLoader.load(TargetFactory.class))
        .extracting(factory -> factory.name())
        .containsExactlyInAnyOrder("class-labels", "single-index");
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
        .allSatisfy(
            factory -> {
              assertThat(factory.summary()).isNotBlank().doesNotEndWith(".");
              assertThat(factory.configType().getRecordComponents())
                  .isNotEmpty()
                  .allSatisfy(c -> assertThat(c.getAnnotation(Parameter.class)).isNotNull());
            });
  }
}
