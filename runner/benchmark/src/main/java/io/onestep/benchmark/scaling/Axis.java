package io.onestep.benchmark.scaling;

import java.util.Arrays;
import java.util.List;

/** What grows while all else stays. */
enum Axis {
  N("n", 0.25, 0.5, 1, 2, 4),
  K("k", 0.25, 0.5, 1, 2, 4),
  M("m", 0.25, 0.5, 1, 2, 4),
  TRIALS("trials", 0.5, 1, 2, 4),
  THREADS("threads", 0.5, 1);

  private final String text;
  private final List<Double> factors;

  Axis(String text, double... factors) {
    this.text = text;
    this.factors = Arrays.stream(factors).boxed().toList();
  }

  String text() {
    return text;
  }

  /** Returns the workloads of the axis around a base. */
  List<Workload> workloads(Workload base) {
    return factors.stream().map(factor -> scaled(base, factor)).toList();
  }

  /** Returns where a workload is on the axis. */
  int value(Workload w) {
    return switch (this) {
      case N -> w.n();
      case K -> w.k();
      case M -> w.m();
      case TRIALS -> w.trials();
      case THREADS -> w.threads();
    };
  }

  private Workload scaled(Workload base, double factor) {
    int value = (int) Math.max(1, Math.round(factor * value(base)));
    return switch (this) {
      case N -> new Workload(value, base.k(), base.m(), base.trials(), base.threads());
      case K -> new Workload(base.n(), value, base.m(), base.trials(), base.threads());
      case M -> new Workload(base.n(), base.k(), value, base.trials(), base.threads());
      case TRIALS -> new Workload(base.n(), base.k(), base.m(), value, base.threads());
      case THREADS -> new Workload(base.n(), base.k(), base.m(), base.trials(), value);
    };
  }
}
