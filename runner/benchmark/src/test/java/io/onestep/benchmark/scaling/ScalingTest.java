package io.onestep.benchmark.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingTest {
  private static final Workload BASE = new Workload(100, 200, 80, 2, 2);

  /** Costs that are powers, as they are defined here. */
  private static Scaling powers(Axis axis, double time, double memory, double operations) {
    List<Scaling.Point> points = new ArrayList<>();
    for (Workload workload : axis.workloads(BASE)) {
      double x = axis.value(workload);
      points.add(
          new Scaling.Point(
              workload,
              new Cost(
                  3 * Math.pow(x, time),
                  1e9 * Math.pow(x, operations),
                  1e9 * Math.pow(x, memory),
                  1e9 * x)));
    }
    return new Scaling(axis, points);
  }

  @Test
  void powersHaveTheirExponents() {
    Scaling scaling = powers(Axis.K, 1.7, 0.4, 1.2);
    assertThat(scaling.fit(Cost::seconds).exponent()).isCloseTo(1.7, within(1e-12));
    assertThat(scaling.fit(Cost::seconds).error()).isCloseTo(0, within(1e-7));
    assertThat(scaling.fit(Cost::peak).exponent()).isCloseTo(0.4, within(1e-12));
    assertThat(scaling.operationsExponent()).isCloseTo(1.2, within(1e-12));
  }

  @Test
  void operationsAreSharedByThreads() {
    assertThat(powers(Axis.THREADS, -0.9, 0, 0).operationsExponent()).isCloseTo(-1, within(1e-12));
  }

  @Test
  void oneThingGrowsAlongAnAxis() {
    assertThat(Axis.M.workloads(BASE))
        .containsExactly(
            new Workload(100, 200, 20, 2, 2),
            new Workload(100, 200, 40, 2, 2),
            BASE,
            new Workload(100, 200, 160, 2, 2),
            new Workload(100, 200, 320, 2, 2));
    assertThat(Axis.THREADS.workloads(BASE))
        .containsExactly(new Workload(100, 200, 80, 2, 1), BASE);
  }

  /** Operations of the products, Gram matrices and systems of three activations and two models. */
  @Test
  void aMeasurementIsOfTheWholeWorkload() throws IOException, InterruptedException {
    Cost cost = MeasureCommand.measure(new Workload(20, 30, 10, 2, 1));
    double product = 2.0 * 20 * 30 * 10;
    double fit = 30.0 * 10 * 10 + 10.0 * 10 * 10 / 3;
    assertThat(cost.flops())
        .isCloseTo(2 * (product + 3 * (product + 2 * product + 2 * fit)), within(1e-6));
    assertThat(cost.seconds()).isPositive();
    assertThat(cost.estimated()).isGreaterThan(1e7);
    assertThat(Cost.parse(cost.toJson())).isEqualTo(cost);
  }

  @Test
  void theTableHasARowAnAxis() {
    assertThat(ScalingCommand.table(List.of(powers(Axis.N, 1, 0.5, 1), powers(Axis.M, 2, 1, 1.5))))
        .containsPattern("n +1.00 \\+- 0.00 +1.00 +0.50 \\+- 0.00 +1.00")
        .containsPattern("m +2.00 \\+- 0.00 +1.50 +1.00 \\+- 0.00 +1.00");
  }

  @Test
  void theFigureIsAPicture(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("scaling.png");
    ScalingFigure.write(List.of(powers(Axis.N, 1, 0.5, 1)), BASE, file);
    assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(500);
  }
}
