package io.onestep.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import io.onestep.api.algebra.Room;
import io.onestep.api.execution.Task;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCacheTest {
  private static final RandomStreams ROOT = RandomStreams.of(3);

  /** Four points of different sizes, so that data are drawn for each. */
  private static Experiment experiment(String dataDraw) {
    return read(
        """
        "data_draw": "%s", "sweep": [{"name": "m", "path": "/sizes/m", "values": [20, 10, 15, 5]}]
        """
            .formatted(dataDraw));
  }

  private static Experiment read(String parts) {
    return Guice.createInjector(
            new EngineModule(Catalogue.load(DataCacheTest.class.getClassLoader())))
        .getInstance(Engine.class)
        .read(
            """
            {"name": "test", "sizes": {"n": 12, "m_test": 30}, "scaling": {"alpha": 0.5, "beta": 0.74},
             "data": {"type": "structured-mixture"}, "target": {"type": "single-index"},
             "activations": [{"type": "relu"}], "learner": {"type": "one-gradient-step"},
             "models": [{"type": "network"}], "readouts": [{"type": "ridge"}],
             "trials": 2, "seed": 3, %s}
            """
                .formatted(parts),
            "test");
  }

  /** While a trial works on its data, three others draw theirs, more than the cache keeps. */
  @ParameterizedTest
  @ValueSource(strings = {"run", "point", "trial"})
  void dataInUseStay(String dataDraw) {
    Experiment experiment = experiment(dataDraw);
    DataCache cache = new DataCache(ROOT);
    nested(cache, experiment, 0);
    for (int point = 3; point >= 0; point--) { // in places that were used before
      nested(cache, experiment, point);
    }
  }

  private static void nested(DataCache cache, Experiment experiment, int point) {
    if (point == experiment.points().size()) {
      return;
    }
    Task task = new Task(point, 1, experiment.points().get(point).sizes().m());
    cache.use(
        experiment.points().get(point),
        task,
        new TrialClock(),
        data -> {
          nested(cache, experiment, point + 1);
          requireAsDrawn(data, experiment, task);
          return data;
        });
  }

  private static void requireAsDrawn(TrialData data, Experiment experiment, Task task) {
    ExperimentSpec spec = experiment.points().get(task.point()).spec();
    TrialData drawn =
        TrialData.draw(
            spec, DataCache.streams(ROOT, spec.dataDraw(), task.point(), task.trial()), Room.NEW);
    assertThat(data.train().x().copy().data()).isEqualTo(drawn.train().x().data());
    assertThat(data.test().x().copy().data()).isEqualTo(drawn.test().x().data());
    assertThat(data.test().y()).isEqualTo(drawn.test().y());
    assertThat(data.roundedTest().orElseThrow().toMatrix().data())
        .isEqualTo(drawn.roundedTest().orElseThrow().toMatrix().data());
  }

  /** One trial after the other: the cache keeps two draws, or one if each trial has its own. */
  @ParameterizedTest
  @ValueSource(strings = {"point", "trial"})
  void newDataTakeThePlaceOfOldOnes(String dataDraw) {
    Experiment experiment = experiment(dataDraw);
    DataCache cache = new DataCache(ROOT);
    Set<double[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Task task : experiment.tasks()) {
      arrays.add(
          cache.use(
              experiment.points().get(task.point()),
              task,
              new TrialClock(),
              data -> data.test().x().data()));
    }
    assertThat(arrays).hasSize(dataDraw.equals("trial") ? 1 : 2);
  }

  /** Averages need no samples of the step, predictions for a given first layer do. */
  @Test
  void pointsThatNeedNoSamplesAndThoseThatDoHaveTheirOwn() {
    Experiment experiment =
        read(
            """
            "simulation": false, "theory": {"type": "ridge"},
            "sweep": [{"name": "first_layer", "path": "/theory/first_layer",
                       "values": ["averaged", "trained"]}]
            """);
    DataCache cache = new DataCache(ROOT);
    for (Task task : experiment.tasks()) {
      int samples =
          cache.use(
              experiment.points().get(task.point()),
              task,
              new TrialClock(),
              data -> data.first().size());
      assertThat(samples).isEqualTo(task.point() == 0 ? 0 : 12);
    }
  }

  @Test
  void dataOfTheRunAreDrawnOnce() {
    Experiment experiment = experiment("run");
    DataCache cache = new DataCache(ROOT);
    TrialData[] twice = new TrialData[2];
    for (int trial = 0; trial < 2; trial++) {
      twice[trial] =
          cache.use(
              experiment.points().get(0), new Task(0, trial, 1), new TrialClock(), data -> data);
    }
    assertThat(twice[1]).isSameAs(twice[0]);
  }
}
