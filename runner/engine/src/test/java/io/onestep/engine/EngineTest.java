package io.onestep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import io.onestep.api.error.InvalidInputException;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  private final Engine engine =
      Guice.createInjector(new EngineModule(Catalogue.load(getClass().getClassLoader())))
          .getInstance(Engine.class);

  @TempDir private Path folder;

  private Experiment experiment(String sweep) throws IOException {
    StringBuilder table = new StringBuilder("x,y,label\n");
    for (int i = 0; i < 40; i++) {
      table.append(i % 7).append(',').append(i % 5).append(',').append(i % 2).append('\n');
    }
    Files.writeString(folder.resolve("t.csv"), table);
    return engine.read(
        """
        {"name": "table", "sizes": {"n": 2, "m": 10, "m_test": 10, "k": 4},
         "data": {"type": "dataset", "source": {"type": "csv", "file": "t.csv"}},
         "data_folder": "%s",
         "target": {"type": "class-labels"}, "activations": [{"type": "relu"}],
         "learner": {"type": "one-gradient-step"}, "models": [{"type": "network"}],
         "readouts": [{"type": "ridge"}], "trials": 3, "data_draw": "trial", "sweep": [%s]}
        """
            .formatted(folder.toString().replace("\\", "\\\\"), sweep),
        "test");
  }

  @Test
  void realInputsAreTrainedOn() throws Exception {
    RunResult result = engine.run(experiment(""), RunListener.SILENT);
    assertThat(result.completed()).hasSize(3);
    assertThat(result.failed()).isEmpty();
  }

  /** The last point needs more inputs than there are: nothing is computed for the first one. */
  @Test
  void whatIsWrongWithDataIsSaidBeforeAnyWork() throws IOException {
    Experiment experiment =
        experiment("{\"name\": \"m\", \"path\": \"/sizes/m\", \"values\": [10, 20]}");
    AtomicBoolean begun = new AtomicBoolean();
    RunListener listener =
        new RunListener() {
          @Override
          public void begin(int tasks, double work) {
            begun.set(true);
          }
        };
    assertThatThrownBy(() -> engine.run(experiment, listener))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("class '0' has 20 inputs, but the samples of 20 + 20 + 10 need 25");
    assertThat(begun).isFalse();
  }
}
