package io.onestep.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.data.DataModelFactory;
import io.onestep.api.data.DatasetFactory;
import io.onestep.api.data.PreprocessingFactory;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServicesTest {
  @Test
  void allAreFoundByName() {
    assertThat(ServiceLoader.load(DataModelFactory.class))
        .extracting(factory -> factory.name())
        .containsExactly("dataset");
    assertThat(ServiceLoader.load(DatasetFactory.class))
        .extracting(factory -> factory.name())
        .containsExactlyInAnyOrder("csv", "fashion-mnist", "idx");
    assertThat(ServiceLoader.load(PreprocessingFactory.class))
        .extracting(factory -> factory.name())
        .containsExactlyInAnyOrder(
            "center", "classes", "equalize-traces", "noise", "project", "scale", "whiten");
  }
}
