package io.onestep.engine.verdict;

import io.onestep.engine.plan.Experiment;
import io.onestep.engine.verdict.Conclusion.Different;
import io.onestep.engine.verdict.Conclusion.Equivalent;
import io.onestep.engine.verdict.Conclusion.Inconclusive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One comparison along the sweep, as text. */
record ComparedSeries(Experiment experiment, List<Comparison> comparisons) {
  /** Points that are named; a heat map has hundreds. */
  private static final int NAMED = 5;

  /** Returns for example "relu, linear against network: equivalent at 2 of 3 points; ...". */
  String text() {
    return name() + ": " + (experiment.points().size() == 1 ? single() : several());
  }

  private String name() {
    Comparison first = comparisons.get(0);
    String name = commonName(Comparison::activation) + ", " + commonName(Comparison::model);
    if (experiment.spec().readouts().size() > 1) {
      name += ", " + commonName(Comparison::readout);
    }
    return name
        + (first.source().equals("theory") ? ", theory against " : " against ")
        + first.against();
  }

  /** A model whose degree changes along the sweep goes by what its names have in common. */
  private String commonName(Function<Comparison, String> part) {
    List<String> names = comparisons.stream().map(part).distinct().toList();
    return names.size() == 1 ? names.get(0) : names.get(0).replaceAll("-\\d+$", "");
  }

  private String single() {
    Conclusion conclusion = comparisons.get(0).conclusion();
    RelativeDifference d = conclusion.difference();
    if (conclusion instanceof Inconclusive inconclusive && !Double.isFinite(d.low())) {
      return conclusion.text() + ", " + inconclusive.reason();
    }
    return "%s, %s (%s to %s with a confidence of %s)"
        .formatted(
            conclusion.text(),
            percent(d.mean()),
            percent(d.low()),
            percent(d.high()),
            String.format(
                Locale.ROOT, "%.3g %%", 100 * (1 - 2 * experiment.spec().verdict().level())));
  }

  private String several() {
    List<String> parts = new ArrayList<>();
    List<Comparison> equivalent = having(Equivalent.class);
    if (!equivalent.isEmpty()) {
      parts.add("equivalent at " + count(equivalent));
    }
    List<Comparison> different = having(Different.class);
    if (!different.isEmpty()) {
      parts.add("different at " + places(different));
    }
    List<Comparison> inconclusive = having(Inconclusive.class);
    if (!inconclusive.isEmpty()) {
      List<String> reasons =
          inconclusive.stream()
              .map(c -> ((Inconclusive) c.conclusion()).reason())
              .distinct()
              .toList();
      parts.add(
          reasons.size() == 1 && inconclusive.size() == comparisons.size()
              ? "inconclusive at " + count(inconclusive) + ", " + reasons.get(0)
              : "inconclusive at " + places(inconclusive));
    }
    return String.join("; ", parts);
  }

  private List<Comparison> having(Class<? extends Conclusion> type) {
    return comparisons.stream().filter(c -> type.isInstance(c.conclusion())).toList();
  }

  private String count(List<Comparison> some) {
    return some.size() == comparisons.size()
        ? "all %d points".formatted(some.size())
        : "%d of %d points".formatted(some.size(), comparisons.size());
  }

  private String places(List<Comparison> some) {
    String named = some.stream().limit(NAMED).map(this::place).collect(Collectors.joining(", "));
    return some.size() <= NAMED ? named : named + " and %d more".formatted(some.size() - NAMED);
  }

  private String place(Comparison comparison) {
    List<String> coordinates = experiment.points().get(comparison.point()).coordinateTexts();
    String place =
        coordinates.size() == 1 ? coordinates.get(0) : "(" + String.join(", ", coordinates) + ")";
    double mean = comparison.conclusion().difference().mean();
    return Double.isNaN(mean) ? place : place + " (" + percent(mean) + ")";
  }

  private static String percent(double share) {
    double value = 100 * share;
    return String.format(Locale.ROOT, Math.abs(value) < 9.95 ? "%+.2g %%" : "%+.0f %%", value);
  }
}
