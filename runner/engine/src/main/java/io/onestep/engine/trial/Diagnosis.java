package io.onestep.engine.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.inject.Inject;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.diagnostic.Diagnostic;
import io.onestep.api.diagnostic.Finding;
import io.onestep.api.diagnostic.Verdict;
import io.onestep.api.prediction.PredictionSetting;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.binding.RecordBinder;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.catalogue.CatalogueEntry;
import io.onestep.engine.catalogue.Kind;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Examines experiments with all diagnostics of a catalogue, each with its defaults. */
public final class Diagnosis {
  private final Catalogue catalogue;
  private final RecordBinder binder;

  /**
   * Creates the diagnosis.
   *
   * @param catalogue the diagnostics
   * @param binder fills in their defaults
   */
  @Inject
  public Diagnosis(Catalogue catalogue, RecordBinder binder) {
    this.catalogue = catalogue;
    this.binder = binder;
  }

  /**
   * Examines an experiment at the spec's values before the sweep, with the population and the
   * labels of the first trial at the first point.
   *
   * @param experiment the experiment
   * @param algebra the linear algebra to use
   * @return the findings, in the order of the diagnostics' names
   */
  public List<Finding> of(Experiment experiment, LinearAlgebra algebra) {
    ExperimentSpec spec = experiment.spec();
    if (Truth.isBeyondMemory(spec)) {
      return List.of(
          new Finding(
              "all",
              Verdict.NOT_APPLICABLE,
              "not examined: these sizes need more memory than there is"));
    }
    RandomStreams root = RandomStreams.of(spec.seed());
    Truth truth = Truth.draw(spec, DataCache.streams(root, spec.dataDraw(), 0, 0));
    BasePoint point = new BasePoint(spec.sizes().resolve(), spec.scaling());
    Stream<Finding> assumptions =
        catalogue.all(Kind.DIAGNOSTIC).stream()
            .map(entry -> create(entry, point))
            .flatMap(
                diagnostic ->
                    diagnostic
                        .examine(
                            truth.population(),
                            truth.labelling(),
                            point.sizes(),
                            point.scaling(),
                            algebra)
                        .stream());
    return Stream.concat(assumptions, caveats(spec, truth).stream()).toList();
  }

  /** What predictions assume and is not so, and how far they may be off all the same. */
  private static Optional<Finding> caveats(ExperimentSpec spec, Truth truth) {
    return spec.theory()
        .map(
            predictor -> {
              List<PredictionSetting> settings =
                  spec.activations().stream()
                      .map(activation -> truth.setting(spec, activation))
                      .toList();
              List<String> caveats =
                  settings.stream()
                      .flatMap(setting -> predictor.caveats(setting).stream())
                      .distinct()
                      .toList();
              List<String> accuracies =
                  settings.stream()
                      .flatMap(setting -> predictor.accuracy(setting).stream())
                      .distinct()
                      .toList();
              boolean holds = caveats.isEmpty();
              Stream<String> lines =
                  holds ? Stream.of("nothing speaks against it") : caveats.stream();
              return new Finding(
                  "prediction",
                  holds ? Verdict.HOLDS : Verdict.FAILS,
                  Stream.concat(lines, accuracies.stream()).collect(Collectors.joining("\n")));
            });
  }

  private Diagnostic create(CatalogueEntry entry, ComponentContext point) {
    Record config =
        binder
            .bind(
                JsonNodeFactory.instance.objectNode(),
                entry.factory().configType(),
                "",
                Optional.of(point))
            .value();
    return (Diagnostic) entry.create(config, point);
  }

  private record BasePoint(Sizes sizes, Scaling scaling) implements ComponentContext {}
}
