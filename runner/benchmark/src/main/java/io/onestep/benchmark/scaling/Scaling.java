package io.onestep.benchmark.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * What the workloads along one axis take.
 *
 * @param axis the axis
 * @param points the workloads and their costs
 */
record Scaling(Axis axis, List<Point> points) {
  /**
   * A measured workload.
   *
   * @param workload the workload
   * @param cost its cost
   */
  record Point(Workload workload, Cost cost) {}

  Scaling {
    points = List.copyOf(points);
  }

  /**
   * A fitted power law.
   *
   * @param exponent the slope of logarithms, by least squares
   * @param error its standard error; NaN of two points
   */
  record PowerLaw(double exponent, double error) {}

  /** Fits cost = c value^exponent. */
  PowerLaw fit(ToDoubleFunction<Cost> cost) {
    SimpleRegression regression = new SimpleRegression();
    for (Point point : points) {
      regression.addData(
          Math.log(axis.value(point.workload())), Math.log(cost.applyAsDouble(point.cost())));
    }
    return new PowerLaw(regression.getSlope(), regression.getSlopeStdErr());
  }

  /**
   * Returns the exponent that the operations have on these points, spread over threads: not a round
   * number where sums of several products grow.
   */
  double operationsExponent() {
    List<Point> spread = new ArrayList<>();
    for (Point p : points) {
      int busy = Math.min(p.workload().threads(), p.workload().trials());
      double time = p.cost().flops() / busy;
      spread.add(new Point(p.workload(), new Cost(time, time, time, time)));
    }
    return new Scaling(axis, spread).fit(Cost::seconds).exponent();
  }
}
