package io.onestep.engine.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.inject.Inject;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.diagnostic.Diagnostic;
import io.onestep.api.diagnostic.Finding;
import io.onestep.api.diagnostic.Verdict;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.MissingComponentException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.network.Learner;
import io.onestep.api.prediction.PredictionSetting;
import io.onestep.api.prediction.Predictor;
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
import java.util.concurrent.CancellationException;
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
   * @return the findings, in the order of the diagnostics' names; of a diagnostic that fails, why
   * @throws InvalidInputException if data and labels do not go together
   */
  public List<Finding> of(Experiment experiment, LinearAlgebra algebra) {
    ExperimentSpec spec = experiment.spec();
    if (Truth.isBeyondMemory(spec)) {
      return List.of(notExamined("all", "these sizes need more memory than there is"));
    }
    RandomStreams root = RandomStreams.of(spec.seed());
    Truth truth;
    try {
      truth = Truth.draw(spec, DataCache.streams(root, spec.dataDraw(), 0, 0));
    } catch (NumericalException e) {
      return List.of(
          notExamined("all", catalogue.describe(e))); // a sweep may never come to these values
    }
    BasePoint point = new BasePoint(spec.sizes().resolve(), spec.scaling());
    Stream<Finding> assumptions =
        catalogue.all(Kind.DIAGNOSTIC).stream()
            .flatMap(entry -> findings(entry, truth, point, spec.learner(), algebra).stream());
    return Stream.concat(assumptions, caveats(spec, truth).stream()).toList();
  }

  /**
   * Examines with one diagnostic. No spec asks for it, so whatever is wrong with it must stop no
   * run.
   */
  private List<Finding> findings(
      CatalogueEntry entry, Truth truth, BasePoint point, Learner learner, LinearAlgebra algebra) {
    String name = "diagnostic " + entry.name();
    try {
      Diagnostic diagnostic = create(entry, point);
      List<Finding> findings =
          diagnostic.examine(
              truth.population(),
              truth.labelling(),
              point.sizes(),
              point.scaling(),
              learner,
              algebra);
      return List.copyOf(BrokenComponentException.requireAll(diagnostic, "examine", findings));
    } catch (OutOfMemoryError | CancellationException e) {
      throw e;
    } catch (Exception | Error e) { // an undeclared exception may be a checked one
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return List.of(notExamined(name, catalogue.describe(e)));
    }
  }

  private static Finding notExamined(String assumption, String reason) {
    return new Finding(assumption, Verdict.NOT_APPLICABLE, "not examined: " + reason);
  }

  /** What predictions assume and is not so, and how far they may be off all the same. */
  private Optional<Finding> caveats(ExperimentSpec spec, Truth truth) {
    try {
      return spec.theory().map(predictor -> caveats(predictor, spec, truth));
    } catch (NumericalException | InvalidInputException e) {
      return Optional.of(notExamined("prediction", catalogue.describe(e)));
    }
  }

  private static Finding caveats(Predictor predictor, ExperimentSpec spec, Truth truth) {
    List<PredictionSetting> settings =
        spec.activations().stream().map(activation -> truth.setting(spec, activation)).toList();
    List<String> caveats =
        settings.stream()
            .flatMap(
                setting ->
                    BrokenComponentException.requireAll(
                        predictor, "caveats", predictor.caveats(setting))
                        .stream())
            .distinct()
            .toList();
    List<String> accuracies =
        settings.stream()
            .flatMap(
                setting ->
                    BrokenComponentException.require(
                        predictor, "accuracy", predictor.accuracy(setting))
                        .stream())
            .distinct()
            .toList();
    boolean holds = caveats.isEmpty();
    Stream<String> lines = holds ? Stream.of("nothing speaks against it") : caveats.stream();
    return new Finding(
        "prediction",
        holds ? Verdict.HOLDS : Verdict.FAILS,
        Stream.concat(lines, accuracies.stream()).collect(Collectors.joining("\n")));
  }

  private Diagnostic create(CatalogueEntry entry, ComponentContext point) {
    Class<? extends Record> type = entry.factory().configType();
    try {
      Record config =
          binder.bind(JsonNodeFactory.instance.objectNode(), type, "", Optional.of(point)).value();
      return (Diagnostic) entry.create(config, point);
    } catch (InvalidInputException e) {
      throw new MissingComponentException(
          "every parameter of a diagnostic needs a default that will do: " + e.getMessage(), e);
    }
  }

  private record BasePoint(Sizes sizes, Scaling scaling) implements ComponentContext {}
}
