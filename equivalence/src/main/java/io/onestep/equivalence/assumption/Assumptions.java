package io.onestep.equivalence.assumption;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.diagnostic.Diagnostic;
import io.onestep.api.diagnostic.Finding;
import io.onestep.api.diagnostic.Verdict;
import io.onestep.api.network.Learner;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.equivalence.model.DegreeRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The examination of the paper's assumptions; {@link AssumptionsFactory} says what holds when. */
record Assumptions() implements Diagnostic {
  /** What is at most this many times larger or smaller than 1 is of order one. */
  private static final double ORDER_ONE = 10;

  private static final double ZERO_MEAN = 1e-6;
  private static final double BULK_DEVIATION = 0.1;
  private static final double TRACE_DIFFERENCE = 0.01;
  private static final double NORM_DEVIATION = 1e-6;
  private static final double ON_BOUNDARY = 1e-12;
  private static final double SAME_RATE = 1e-9;
  private static final String NO_STEP = "the learner's rate is 0: there is no step";

  @Override
  public List<Finding> examine(
      Population population,
      Labelling labelling,
      Sizes sizes,
      Scaling scaling,
      Learner learner,
      LinearAlgebra algebra) {
    List<MixtureComponent> components =
        population.components().stream().filter(c -> c.weight() > 0).toList();
    List<Spectrum> spectra =
        components.stream().map(c -> Spectrum.of(c.covariance(), algebra)).toList();
    double average = Spectrum.normOfAverage(components, algebra);
    double largest = spectra.stream().mapToDouble(Spectrum::norm).max().orElseThrow();
    OptionalDouble rate = learner.stepSize();
    double eta = rate.orElse(scaling.learningRate(sizes.n()));
    Strength strength = new Strength(sizes.n(), average, largest, eta, scaling);
    return List.of(
        proportionalLimit(sizes),
        zeroMeans(components, average),
        finiteRank(spectra, sizes),
        equalTraces(components),
        normOfXi(labelling, components, average),
        strength(strength, rate.isPresent()),
        theorem4(strength));
  }

  private static Finding proportionalLimit(Sizes sizes) {
    double n = sizes.n();
    double[] ratios = {sizes.k() / n, sizes.m() / n, sizes.m1() / n};
    return new Finding(
        "A.2 proportional limit",
        verdict(Arrays.stream(ratios).allMatch(r -> r >= 1 / ORDER_ONE && r <= ORDER_ONE)),
        "k/n = %s, m/n = %s, m1/n = %s\nof order one: between 0.1 and 10"
            .formatted(
                NumberText.of(ratios[0]), NumberText.of(ratios[1]), NumberText.of(ratios[2])));
  }

  private static Finding zeroMeans(List<MixtureComponent> components, double average) {
    double[] norms = each(components, c -> Math.sqrt(dot(c.mean(), c.mean())));
    boolean zero = max(norms) <= ZERO_MEAN * Math.sqrt(average);
    return new Finding(
        "A.3 zero means",
        verdict(zero),
        zero
            ? "all means are zero"
            : "||mu_c|| = %s, next to sqrt(||Sigma_bar||) = %s\n%s"
                .formatted(
                    NumberText.of(norms),
                    NumberText.of(Math.sqrt(average)),
                    "the paper's appendix relaxes this: means act like further spikes, of"
                        + " strengths ||mu_c||^2 = "
                        + NumberText.of(Arrays.stream(norms).map(x -> x * x).toArray())));
  }

  private static Finding finiteRank(List<Spectrum> spectra, Sizes sizes) {
    List<double[]> bulks = spectra.stream().map(s -> s.bulk(sizes.m1())).toList();
    double[] ranks = each(bulks, bulk -> sizes.n() - bulk.length);
    double[] variances = each(bulks, bulk -> Arrays.stream(bulk).average().orElse(0));
    double[] deviations =
        each(
            bulks,
            bulk -> Math.sqrt(Arrays.stream(bulk).map(v -> (v - 1) * (v - 1)).average().orElse(1)));
    return new Finding(
        "A.4 finite rank + identity",
        verdict(max(ranks) <= Math.sqrt(sizes.n()) && max(deviations) <= BULK_DEVIATION),
        "rank %s, bulk variance %s, ||Sigma_c|| = %s\n%s\n%s"
            .formatted(
                NumberText.of(ranks),
                NumberText.of(variances),
                NumberText.of(each(spectra, Spectrum::norm)),
                "rank: eigenvalues above median (1 + sqrt(n/m1)); finite to sqrt(n) = "
                    + NumberText.of(Math.sqrt(sizes.n())),
                "the others deviate from 1 by "
                    + NumberText.of(deviations)
                    + " (root mean square), an identity up to 0.1"));
  }

  private static Finding equalTraces(List<MixtureComponent> components) {
    double[] traces = each(components, c -> c.covariance().trace());
    double difference =
        (max(traces) - Arrays.stream(traces).min().orElseThrow())
            / Arrays.stream(traces).average().orElseThrow();
    return new Finding(
        "A.4 equal traces",
        verdict(difference <= TRACE_DIFFERENCE),
        "Tr Sigma_c = %s, relative difference %s\nequal: up to a relative difference of 0.01"
            .formatted(NumberText.of(traces), NumberText.of(difference)));
  }

  private static Finding normOfXi(
      Labelling labelling, List<MixtureComponent> components, double average) {
    List<double[]> directions = labelling.directions();
    if (directions.isEmpty()) {
      return new Finding(
          "A.5 norm of xi", Verdict.NOT_APPLICABLE, "labels are no function of projections xi^T x");
    }
    double[] norms = each(directions, xi -> Math.sqrt(dot(xi, xi)));
    double[] products = Arrays.stream(norms).map(norm -> norm * Math.sqrt(average)).toArray();
    List<Double> deviations = new ArrayList<>();
    for (MixtureComponent component : components) {
      for (double[] xi : directions) {
        deviations.add(Math.sqrt(dot(xi, component.covariance().multiply(xi))));
      }
    }
    return new Finding(
        "A.5 norm of xi",
        verdict(Arrays.stream(products).allMatch(p -> Math.abs(p - 1) <= NORM_DEVIATION)),
        "||xi|| sqrt(||Sigma_bar||) = %s, with ||xi|| = %s\n%s"
            .formatted(
                NumberText.of(products),
                NumberText.of(norms),
                "standard deviations of xi^T x in the components: "
                    + NumberText.of(each(deviations, Double::doubleValue))));
  }

  private static Finding strength(Strength strength, boolean known) {
    Scaling scaling = strength.scaling();
    if (strength.n() == 1) {
      return new Finding("strength", Verdict.NOT_APPLICABLE, "powers of n = 1 say nothing");
    }
    if (strength.eta() == 0) {
      return new Finding("strength", Verdict.NOT_APPLICABLE, NO_STEP);
    }
    return new Finding(
        "strength",
        verdict(strength.hasSpread() && strength.hasRate()),
        """
        implied beta %s to %s, alpha %s to %s; spec %s, %s
        ||Sigma_bar|| = %s = n^%s, largest ||Sigma_c|| = %s = n^%s
        the spec's scaling asks for n^%s = %s
        eta = n^%s = %s %s
        """
            .formatted(
                NumberText.of(strength.beta(strength.average())),
                NumberText.of(strength.beta(strength.largest())),
                NumberText.of(strength.alpha(strength.average())),
                NumberText.of(strength.alpha(strength.largest())),
                NumberText.of(scaling.beta()),
                NumberText.of(scaling.alpha()),
                NumberText.of(strength.average()),
                NumberText.of(strength.exponent(strength.average())),
                NumberText.of(strength.largest()),
                NumberText.of(strength.exponent(strength.largest())),
                NumberText.of(scaling.beta() * (1 - scaling.alpha())),
                NumberText.of(scaling.spread(strength.n())),
                NumberText.of(strength.exponent(strength.eta())),
                NumberText.of(strength.eta()),
                known
                    ? learnersRate(strength)
                    : "by the scaling, whatever rate the learner is given"));
  }

  private static String learnersRate(Strength strength) {
    Scaling scaling = strength.scaling();
    double asked = scaling.learningRate(strength.n());
    return Math.abs(strength.eta() - asked) <= SAME_RATE * asked
        ? "by the learner, as the scaling asks for"
        : "by the learner; the spec's scaling asks for n^%s = %s"
            .formatted(NumberText.of(scaling.beta() * scaling.alpha()), NumberText.of(asked));
  }

  private static Finding theorem4(Strength strength) {
    double beta = strength.scaling().beta();
    if (strength.eta() == 0) {
      return new Finding("theorem 4", Verdict.NOT_APPLICABLE, NO_STEP);
    }
    if (strength.n() > 1 && !(strength.hasSpread() && strength.hasRate())) {
      return new Finding(
          "theorem 4",
          Verdict.NOT_APPLICABLE,
          "beta = %s is not the strength that there is: %s\n%s"
              .formatted(NumberText.of(beta), other(strength), implied(strength)));
    }
    Degree.Boundary boundary = Degree.Boundary.nearest(beta);
    double distance = Math.abs(boundary.beta() - beta);
    boolean holds = beta < 1 && distance > ON_BOUNDARY;
    List<String> lines = new ArrayList<>();
    if (holds) {
      lines.add(
          "%s at beta = %s, %s from the boundary %s"
              .formatted(
                  degree(Degree.ofTheorem4(beta)),
                  NumberText.of(beta),
                  NumberText.of(distance),
                  boundary));
      lines.add(
          "from beta to the boundary is a factor of n^%s = %s in eta ||Sigma||"
              .formatted(NumberText.of(distance), NumberText.of(Math.pow(strength.n(), distance))));
    } else {
      lines.add(
          beta < 1
              ? "beta = %s is the boundary between degrees %s and %s"
                  .formatted(boundary, boundary.l() - 1, boundary.l())
              : "no finite degree is enough at beta = 1");
    }
    lines.add(
        "the sharper rule (heuristic) gives "
            + degree(DegreeRule.SHARPER.degree(strength.scaling())));
    if (strength.n() > 1) {
      lines.add(implied(strength));
    }
    return new Finding("theorem 4", verdict(holds), String.join("\n", lines));
  }

  private static String other(Strength strength) {
    if (strength.hasRate()) {
      return "the spread of the data is another";
    }
    return strength.hasSpread()
        ? "the rate of the learner is another"
        : "the spread of the data and the rate of the learner are others";
  }

  private static String implied(Strength strength) {
    return "the implied strengths give %s and %s"
        .formatted(
            degree(Degree.ofTheorem4(strength.beta(strength.average()))),
            degree(Degree.ofTheorem4(strength.beta(strength.largest()))));
  }

  private static String degree(int degree) {
    return degree == DegreeRule.NONE ? "no finite degree" : "degree " + degree;
  }

  private static Verdict verdict(boolean holds) {
    return holds ? Verdict.HOLDS : Verdict.FAILS;
  }

  private static <T> double[] each(List<T> list, ToDoubleFunction<T> number) {
    return list.stream().mapToDouble(number).toArray();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
