package io.onestep.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.diagnostic.DiagnosticFactory;
import io.onestep.api.model.EquivalentFactory;
import io.onestep.api.observable.ObservableFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServicesTest {
  @Test
  void allModelsAreFound() {
    List<String> names = new ArrayList<>();
    for (EquivalentFactory<?> factory : ServiceLoader.load(EquivalentFactory.class)) {
      assertThat(factory.summary()).isNotBlank().doesNotEndWith(".");
      assertThat(factory.configType()).isRecord();
      names.add(factory.name());
    }
    assertThat(names)
        .containsExactlyInAnyOrder("conditional-gaussian", "hermite", "linear", "network");
  }

  @Test
  void theDiagnosticIsFound() {
    assertThat(ServiceLoader.load(DiagnosticFactory.class))
        .extracting(factory -> factory.name())
        .containsExactly("assumptions");
  }

  @Test
  void allMetricsAreFound() {
    assertThat(ServiceLoader.load(ObservableFactory.class))
        .extracting(factory -> factory.name())
        .containsExactlyInAnyOrder("gradient-decomposition", "spectrum");
  }
}
