package io.onestep.engine.verdict;

import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.CommonName;
import io.onestep.engine.spec.Axis;
import io.onestep.engine.verdict.Conclusion.Different;
import io.onestep.engine.verdict.Conclusion.Equivalent;
import io.onestep.engine.verdict.Conclusion.Inconclusive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
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

  private String commonName(Function<Comparison, String> part) {
    return CommonName.of(comparisons.stream().map(part).toList());
  }

  private String single() {
    Conclusion conclusion = comparisons.get(0).conclusion();
    RelativeDifference d = conclusion.difference();
    return conclusion instanceof Inconclusive inconclusive && !isKnown(conclusion)
        ? "inconclusive, " + inconclusive.reason()
        : "%s, %s (%s)".formatted(conclusion.text(), percent(d.mean()), interval(d));
  }

  private String several() {
    List<String> parts = new ArrayList<>();
    List<Comparison> equivalent = having(Equivalent.class::isInstance);
    if (!equivalent.isEmpty()) {
      parts.add("equivalent at " + count(equivalent));
    }
    List<Comparison> different = having(Different.class::isInstance);
    if (!different.isEmpty()) {
      parts.add("different at " + places(different, d -> percent(d.mean())));
    }
    List<Comparison> wide = having(c -> c instanceof Inconclusive && isKnown(c));
    if (!wide.isEmpty()) {
      parts.add("inconclusive at " + places(wide, ComparedSeries::interval));
    }
    List<Comparison> unknown = having(c -> !isKnown(c));
    if (!unknown.isEmpty()) {
      String reasons =
          unknown.stream()
              .map(c -> ((Inconclusive) c.conclusion()).reason())
              .distinct()
              .limit(NAMED)
              .collect(Collectors.joining("; "));
      parts.add("inconclusive at " + count(unknown) + ", " + reasons);
    }
    return String.join("; ", parts);
  }

  private List<Comparison> having(Predicate<Conclusion> property) {
    return comparisons.stream().filter(c -> property.test(c.conclusion())).toList();
  }

  private static boolean isKnown(Conclusion conclusion) {
    return Double.isFinite(conclusion.difference().low());
  }

  private String count(List<Comparison> some) {
    return some.size() == comparisons.size()
        ? "all %d points".formatted(some.size())
        : "%d of %d points".formatted(some.size(), comparisons.size());
  }

  private String places(List<Comparison> some, Function<RelativeDifference, String> number) {
    String named =
        some.stream()
            .limit(NAMED)
            .map(c -> place(c) + " (" + number.apply(c.conclusion().difference()) + ")")
            .collect(Collectors.joining(", "));
    String all = tuple(experiment.spec().sweep().stream().map(Axis::name).toList()) + " = " + named;
    return some.size() <= NAMED ? all : all + " and %d more".formatted(some.size() - NAMED);
  }

  private String place(Comparison comparison) {
    return tuple(experiment.points().get(comparison.point()).coordinateTexts());
  }

  private static String tuple(List<String> elements) {
    return elements.size() == 1 ? elements.get(0) : "(" + String.join(", ", elements) + ")";
  }

  private static String interval(RelativeDifference difference) {
    return percent(difference.low()) + " to " + percent(difference.high());
  }

  private static String percent(double share) {
    double value = 100 * share;
    return String.format(Locale.ROOT, Math.abs(value) < 9.95 ? "%+.2g %%" : "%+.0f %%", value);
  }
}
