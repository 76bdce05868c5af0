package io.onestep.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.diagnostic.Diagnostic;
import io.onestep.api.diagnostic.DiagnosticFactory;
import io.onestep.api.diagnostic.Finding;
import io.onestep.api.diagnostic.Verdict;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.execution.Task;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.RunListener;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Experiment;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {
  private final Engine engine =
      Guice.createInjector(new EngineModule(Catalogue.load(getClass().getClassLoader())))
          .getInstance(Engine.class);

  /** Like figure 1a: k/m is swept, so that the data are those of the base values everywhere. */
  private Experiment read(String dataDraw, String target) {
    return engine.read(
        """
        {"name": "test", "sizes": {"n": 200}, "scaling": {"alpha": 0.5, "beta": 0.74},
         "data": {"type": "structured-mixture"}, "target": %s,
         "activations": [{"type": "relu"}], "learner": {"type": "one-gradient-step"},
         "models": [{"type": "network"}], "readouts": [{"type": "ridge"}],
         "trials": 2, "seed": 3, "data_draw": "%s",
         "sweep": [{"name": "width_ratio", "path": "/sizes/width_ratio", "values": [0.1, 2]}]}
        """
            .formatted(target, dataDraw),
        "test");
  }

  private Finding finding(String assumption, Experiment experiment) {
    return engine.diagnose(experiment, RunListener.SILENT).stream()
        .filter(f -> f.assumption().startsWith(assumption))
        .findFirst()
        .orElseThrow();
  }

  /** Against what the cache gives to the first trial: not one bit may differ. */
  @ParameterizedTest
  @ValueSource(strings = {"run", "point", "trial"})
  void examinesWhatTheFirstTrialDraws(String dataDraw) {
    Experiment experiment = read(dataDraw, "{\"type\": \"single-index\"}");
    Task first = experiment.tasks().get(0);
    TrialData data =
        new DataCache(RandomStreams.of(3))
            .use(experiment.points().get(0), first, new TrialClock(), drawn -> drawn);
    assertThat(finding("fingerprint", experiment).text().lines())
        .containsExactly(
            "default",
            FingerprintFactory.of(data.population(), data.labelling()),
            new Sizes(200, 200, 200, 200, 1000) + "" + new Scaling(0.5, 0.74));
  }

  /**
   * By hand: theta = 200^0.37 = 7.102, so traces are 207.1 and ||Sigma_c|| = 8.102 = 200^0.3948;
   * the average's norm is 1 + theta (1 + |cos|)/2 with a cosine of about 1/sqrt(200), at least
   * 4.551 = 200^0.286, so that xi's norm is at most .4688.
   */
  @Test
  void assumptionsOfFigure1a() {
    List<Finding> findings =
        engine.diagnose(read("run", "{\"type\": \"single-index\"}"), RunListener.SILENT);
    assertThat(findings).hasSize(8).allMatch(f -> f.verdict() == Verdict.HOLDS);
    assertThat(findings.stream().map(Finding::headline))
        .contains(
            "k/n = 1, m/n = 1, m1/n = 1",
            "all means are zero",
            "rank 1, bulk variance 1, ||Sigma_c|| = 8.102",
            "Tr Sigma_c = 207.1, relative difference 0",
            "degree 3 at beta = 0.74, 0.01 from the boundary 3/4")
        .anyMatch(line -> line.startsWith("||xi|| sqrt(||Sigma_bar||) = 1, with ||xi|| = 0.4"));
  }

  @Test
  void classLabelsHaveNoXi() {
    assertThat(finding("A.5", read("run", "{\"type\": \"class-labels\"}")).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void dataAndLabelsThatDoNotGoTogetherAreRefused() {
    Experiment experiment = read("run", "{\"type\": \"class-labels\", \"labels\": [1, 2, 3]}");
    assertThatThrownBy(() -> engine.diagnose(experiment, RunListener.SILENT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2 components")
        .hasMessageEndingWith("needs one for each (at width_ratio = 0.1)"); // the first such point
  }

  /** A diagnostic that does as a test says; with a parameter, if it is to have one. */
  private record Faulty(Class<? extends Record> configuration, Supplier<List<Finding>> findings)
      implements DiagnosticFactory<Record> {
    record Empty() {}

    record NoDefault(@Parameter("a number") double threshold) {}

    @Override
    public String name() {
      return "faulty";
    }

    @Override
    public String summary() {
      return "fails";
    }

    @Override
    @SuppressWarnings("unchecked") // nothing is read from the record
    public Class<Record> configType() {
      return (Class<Record>) configuration;
    }

    @Override
    public Diagnostic create(Record config, ComponentContext context) {
      return (population, labelling, sizes, scaling, learner, algebra) -> findings.get();
    }
  }

  private List<Finding> diagnose(
      Class<? extends Record> configuration, Supplier<List<Finding>> findings) {
    Catalogue catalogue =
        Catalogue.load(getClass().getClassLoader()).with(new Faulty(configuration, findings));
    return Guice.createInjector(new EngineModule(catalogue))
        .getInstance(Engine.class)
        .diagnose(read("run", "{\"type\": \"single-index\"}"), RunListener.SILENT);
  }

  private void assertNotExamined(List<Finding> findings, String reason) {
    assertThat(findings).hasSize(9);
    assertThat(findings.stream().filter(f -> f.assumption().equals("diagnostic faulty")))
        .containsExactly(
            new Finding("diagnostic faulty", Verdict.NOT_APPLICABLE, "not examined: " + reason));
  }

  @Test
  void aDiagnosticThatFailsHurtsNoOther() {
    for (Throwable error :
        List.of(
            new IllegalStateException("boom"),
            new NoSuchMethodError("boom"),
            new AssertionError("boom"))) {
      List<Finding> findings =
          diagnose(
              Faulty.Empty.class,
              () -> {
                if (error instanceof RuntimeException e) {
                  throw e;
                }
                throw (Error) error;
              });
      assertNotExamined(findings, error.getClass().getSimpleName() + ": boom");
    }
    assertNotExamined(
        diagnose(
            Faulty.Empty.class,
            () -> {
              throw new NumericalException("no eigenvalue");
            }),
        "no eigenvalue");
    assertBroken(() -> null, "examine gives null");
    assertBroken(() -> Collections.singletonList(null), "examine gives a list with null in it");
  }

  private void assertBroken(Supplier<List<Finding>> findings, String reason) {
    assertThat(diagnose(Faulty.Empty.class, findings))
        .filteredOn(finding -> finding.assumption().equals("diagnostic faulty"))
        .singleElement()
        .extracting(Finding::text)
        .asString()
        .startsWith("not examined: io.onestep.engine.trial.DiagnosisTest")
        .endsWith(" is broken: " + reason);
  }

  @Test
  void aDiagnosticWithoutDefaultsHurtsNoOther() {
    assertNotExamined(
        diagnose(Faulty.NoDefault.class, List::of),
        "every parameter of a diagnostic needs a default that will do: /threshold: is missing;"
            + " expected a number");
  }

  @Test
  void aDiagnosticCanBeCancelled() {
    assertThatThrownBy(
            () ->
                diagnose(
                    Faulty.Empty.class,
                    () -> {
                      throw new CancellationException();
                    }))
        .isInstanceOf(CancellationException.class);
  }

  /** The sweep never comes to the values that the data can't be drawn at. */
  @Test
  void dataThatCantBeDrawnAreNotExamined() {
    Experiment experiment =
        engine.read(
            """
            {"name": "test", "sizes": {"n": 200}, "scaling": {"alpha": 0.5, "beta": 0.74},
             "data": {"type": "structured-mixture", "spread": 1e300},
             "target": {"type": "single-index"},
             "activations": [{"type": "relu"}], "learner": {"type": "one-gradient-step"},
             "models": [{"type": "network"}], "readouts": [{"type": "ridge"}],
             "sweep": [{"name": "spread", "path": "/data/spread", "values": [1, 2]}]}
            """,
            "test");
    assertThat(engine.diagnose(experiment, RunListener.SILENT))
        .anySatisfy(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
              assertThat(finding.text()).startsWith("not examined: ");
            });
  }
}
