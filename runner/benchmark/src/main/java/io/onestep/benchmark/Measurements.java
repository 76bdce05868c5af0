package io.onestep.benchmark;

import io.onestep.benchmark.Ratios.Ratio;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** What the rounds measured. Grows round by round; used by one thread. */
final class Measurements {
  /** What is measured at a width. */
  enum Quantity {
    ENGINE_SECONDS,
    NUMPY_SECONDS,
    FLOPS,
    DGEMM_RATE,
    SGEMM_RATE,
    OUTSIDE
  }

  private final Map<String, Map<Quantity, DescriptiveStatistics>> atWidth = new LinkedHashMap<>();
  private final DescriptiveStatistics predictions = new DescriptiveStatistics();

  void add(String width, Quantity quantity, double value) {
    atWidth
        .computeIfAbsent(width, w -> new EnumMap<>(Quantity.class))
        .computeIfAbsent(quantity, q -> new DescriptiveStatistics())
        .addValue(value);
  }

  void addPrediction(double seconds) {
    predictions.addValue(seconds);
  }

  private OptionalDouble median(String width, Quantity quantity) {
    DescriptiveStatistics values = atWidth.get(width).get(quantity);
    return values == null ? OptionalDouble.empty() : OptionalDouble.of(median(values));
  }

  private static double median(DescriptiveStatistics values) {
    return values.getPercentile(50);
  }

  Ratios ratios(int n, int threads) {
    List<Ratio> all = new ArrayList<>();
    double engineTotal = 0;
    for (String width : atWidth.keySet()) {
      double engine = median(width, Quantity.ENGINE_SECONDS).orElseThrow();
      double rate = median(width, Quantity.FLOPS).orElseThrow() / engine;
      engineTotal += engine;
      median(width, Quantity.NUMPY_SECONDS)
          .ifPresent(numpy -> all.add(new Ratio(Measure.ENGINE_TO_NUMPY, width, engine / numpy)));
      all.add(
          new Ratio(
              Measure.RATE_TO_DGEMM,
              width,
              rate / median(width, Quantity.DGEMM_RATE).orElseThrow()));
      all.add(
          new Ratio(
              Measure.RATE_TO_SGEMM,
              width,
              rate / median(width, Quantity.SGEMM_RATE).orElseThrow()));
      all.add(
          new Ratio(
              Measure.OUTSIDE_MULTIPLICATION,
              width,
              median(width, Quantity.OUTSIDE).orElseThrow()));
    }
    all.add(
        new Ratio(
            Measure.PREDICTION_TO_TRIAL, Ratios.ALL_WIDTHS, median(predictions) / engineTotal));
    return new Ratios(n, threads, all);
  }

  /** Returns a table, a line for each width, and a line on the predictions. */
  String table() {
    StringBuilder text =
        new StringBuilder(
            "%6s %10s %10s %7s %8s %8s %11s %11s %9s%n"
                .formatted(
                    "k/m",
                    "engine s",
                    "numpy s",
                    "ratio",
                    "Gflop",
                    "Gflop/s",
                    "dgemm Gf/s",
                    "sgemm Gf/s",
                    "outside"));
    double engineTotal = 0;
    double numpyTotal = 0;
    for (String width : atWidth.keySet()) {
      double engine = median(width, Quantity.ENGINE_SECONDS).orElseThrow();
      OptionalDouble numpy = median(width, Quantity.NUMPY_SECONDS);
      double flops = median(width, Quantity.FLOPS).orElseThrow();
      engineTotal += engine;
      numpyTotal += numpy.orElse(Double.NaN);
      text.append(
          String.format(
              Locale.ROOT,
              "%6s %10.3f %10s %7s %8.2f %8.1f %11.1f %11.1f %7.0f %%%n",
              width,
              engine,
              number("%.3f", numpy.orElse(Double.NaN)),
              number("%.3f", engine / numpy.orElse(Double.NaN)),
              flops / 1e9,
              flops / engine / 1e9,
              median(width, Quantity.DGEMM_RATE).orElseThrow() / 1e9,
              median(width, Quantity.SGEMM_RATE).orElseThrow() / 1e9,
              100 * median(width, Quantity.OUTSIDE).orElseThrow()));
    }
    double prediction = median(predictions);
    return text.append(
            String.format(
                Locale.ROOT,
                "%6s %10.3f %10s %7s%n",
                Ratios.ALL_WIDTHS,
                engineTotal,
                number("%.3f", numpyTotal),
                number("%.3f", engineTotal / numpyTotal)))
        .append(
            String.format(
                Locale.ROOT,
                "prediction at all widths: %.3f s, %.1f %% of a trial's time%n",
                prediction,
                100 * prediction / engineTotal))
        .toString();
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }
}
