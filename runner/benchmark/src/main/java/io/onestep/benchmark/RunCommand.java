package io.onestep.benchmark;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.benchmark.Measurements.Quantity;
import io.onestep.engine.catalogue.Catalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures, prints a table, keeps or compares ratios. */
@Command(
    name = "run",
    description =
        "Measures trials of figure 1a by Onestep and by numpy, alternately, and bare products.",
    showDefaultValues = true)
public final class RunCommand implements Callable<Integer> {
  private static final int SLOWER = 1;

  /** Load for each processor from which on there is a note. */
  private static final double BUSY = 0.5;

  @Spec private CommandSpec command;

  @Option(names = "--n", defaultValue = "1000", description = "input dimension and samples")
  private int n;

  @Option(names = "--widths", split = ",", defaultValue = "0.5,1,2,5", description = "ratios k/m")
  private List<BigDecimal> widths;

  @Option(names = "--rounds", defaultValue = "3", description = "rounds; medians are taken")
  private int rounds;

  @Option(names = "--python", defaultValue = "python3", description = "a Python that has numpy")
  private String python;

  @Option(names = "--threads", defaultValue = "2", description = "threads of either program")
  private int threads;

  @Option(names = "--out", paramLabel = "FILE", description = "writes the ratios to this file")
  private Optional<Path> out;

  @Option(names = "--compare", paramLabel = "BASELINE", description = "ratios to compare with")
  private Optional<Path> baseline;

  @Option(
      names = "--tolerance",
      defaultValue = "0.3",
      description = "how much worse a ratio may be; if more, the exit code is 1")
  private double tolerance;

  /** Creates the command. */
  public RunCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter console = command.commandLine().getOut();
    List<String> ratios =
        widths.stream().map(w -> w.stripTrailingZeros().toPlainString()).distinct().toList();
    require(n >= 10 && rounds >= 1 && threads >= 1, "--n from 10, --rounds and --threads from 1");
    require(
        widths.stream().allMatch(w -> w.doubleValue() * n >= 1), "--widths with at least a neuron");
    Optional<Ratios> before = Optional.empty();
    if (baseline.isPresent()) {
      before = Optional.of(read(baseline.get()));
      require(
          before.get().n() == n && before.get().threads() == threads,
          "--n %d and --threads %d, as in the baseline"
              .formatted(before.get().n(), before.get().threads()));
    }
    if (out.isPresent()) {
      Path folder = out.get().toAbsolutePath().getParent();
      require(folder != null && Files.isDirectory(folder), "--out in a folder that there is");
    }
    noteLoad(console);
    Ratios now = measure(console, ratios);
    if (out.isPresent()) {
      Files.writeString(out.get(), now.toJson());
    }
    return before.map(b -> compare(console, now.since(b))).orElse(0);
  }

  private static void noteLoad(PrintWriter console) {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    double load = system.getSystemLoadAverage(); // negative where it isn't known
    if (load > BUSY * system.getAvailableProcessors()) {
      console.printf(
          Locale.ROOT,
          "note: other programs keep this machine busy (load %.1f on %d processors), which changes"
              + " ratios too%n",
          load,
          system.getAvailableProcessors());
    }
  }

  private static void require(boolean condition, String expected) {
    if (!condition) {
      throw new RefusedException("expected " + expected);
    }
  }

  private static Ratios read(Path file) throws IOException {
    try {
      return Ratios.parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new RefusedException("there is no file " + file);
    }
  }

  private Ratios measure(PrintWriter console, List<String> ratios)
      throws IOException, InterruptedException {
    NumpyTrials numpy = new NumpyTrials(python, n, threads);
    Optional<String> problem = numpy.problem();
    problem.ifPresent(why -> console.println("no times of numpy, as it can't run: " + why));
    Measurements measurements = new Measurements();
    try (Catalogue catalogue = Catalogue.load(RunCommand.class.getClassLoader())) {
      EngineTrials engine = new EngineTrials(catalogue, n, threads);
      LinearAlgebra algebra = engine.algebra();
      BareProducts products = new BareProducts(algebra, threads);
      console.printf(
          "%s, n = m = %d, %d threads, medians of %d rounds%n",
          algebra.description(), n, threads, rounds);
      console.flush();
      for (String width : ratios) { // warms up
        engine.trial(width);
      }
      engine.prediction(ratios);
      for (int round = 0; round < rounds; round++) {
        for (String width : ratios) {
          EngineTrials.Measured trial = engine.trial(width);
          measurements.add(width, Quantity.ENGINE_SECONDS, trial.seconds());
          measurements.add(width, Quantity.FLOPS, trial.flops());
          measurements.add(width, Quantity.OUTSIDE, trial.outside());
          int k = (int) (Double.parseDouble(width) * n);
          measurements.add(width, Quantity.DGEMM_RATE, products.doubleRate(n, k));
          measurements.add(width, Quantity.SGEMM_RATE, products.singleRate(n, k));
          if (problem.isEmpty()) {
            measurements.add(width, Quantity.NUMPY_SECONDS, numpy.seconds(width));
          }
        }
        measurements.addPrediction(engine.prediction(ratios));
      }
    }
    console.print(measurements.table());
    console.flush();
    return measurements.ratios(n, threads);
  }

  private int compare(PrintWriter console, List<Ratios.Change> changes) {
    for (Ratios.Change change : changes) {
      console.printf(
          Locale.ROOT,
          "%-24s %4s  %7.4f -> %7.4f  %s%n",
          change.now().measure().text(),
          change.now().width(),
          change.before().value(),
          change.now().value(),
          change.isWorse(tolerance)
              ? String.format(Locale.ROOT, "worse by %.0f %%", 100 * change.loss())
              : "ok");
    }
    console.flush();
    return changes.stream().anyMatch(change -> change.isWorse(tolerance)) ? SLOWER : 0;
  }
}
