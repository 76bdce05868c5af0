package io.onestep.benchmark.scaling;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.math3.stat.StatUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how time and memory grow, each point in a process of its own. */
@Command(
    name = "scaling",
    description = "Measures how time and memory grow with n, k, m, trials and threads.",
    showDefaultValues = true)
public final class ScalingCommand implements Callable<Integer> {
  private static final double GIBIBYTE = 1L << 30;

  @Spec private CommandSpec command;

  @Option(names = "--n", defaultValue = "1000", description = "input dimension at the base")
  private int n;

  @Option(names = "--k", defaultValue = "2000", description = "width at the base")
  private int k;

  @Option(names = "--m", defaultValue = "1000", description = "samples of each set at the base")
  private int m;

  @Option(names = "--rounds", defaultValue = "3", description = "rounds; medians are taken")
  private int rounds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "scaling",
      description = "folder for scaling.csv and scaling.png")
  private Path out;

  /** Creates the command. */
  public ScalingCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (n < 4 || k < 4 || m < 4 || rounds < 1) {
      throw new ParameterException(
          command.commandLine(), "expected --n, --k and --m from 4, --rounds from 1");
    }
    Files.createDirectories(out);
    PrintWriter console = command.commandLine().getOut();
    Workload base = new Workload(n, k, m, 4, 2);
    Map<Workload, Cost> costs = costs(base, console);
    List<Scaling> scalings = new ArrayList<>();
    for (Axis axis : Axis.values()) {
      scalings.add(
          new Scaling(
              axis,
              axis.workloads(base).stream()
                  .map(workload -> new Scaling.Point(workload, costs.get(workload)))
                  .toList()));
    }
    console.print(table(scalings));
    console.flush();
    writeCsv(scalings);
    ScalingFigure.write(scalings, base, out.resolve("scaling.png"));
    return 0;
  }

  /** The axes meet at the base, which is measured once a round. */
  private Map<Workload, Cost> costs(Workload base, PrintWriter console)
      throws IOException, InterruptedException {
    List<Workload> workloads = new ArrayList<>();
    for (Axis axis : Axis.values()) {
      workloads.addAll(axis.workloads(base));
    }
    Map<Workload, Cost> costs = new HashMap<>();
    for (Workload workload : workloads.stream().distinct().toList()) {
      List<Cost> measured = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        measured.add(inProcess(workload));
      }
      Cost cost =
          new Cost(
              median(measured, Cost::seconds),
              measured.get(0).flops(),
              median(measured, Cost::peak),
              measured.get(0).estimated());
      costs.put(workload, cost);
      console.printf(
          Locale.ROOT,
          "%-60s %8.3f s, %6.1f Gflop/s, %5.2f GiB (estimate %5.2f)%n",
          workload,
          cost.seconds(),
          cost.flops() / cost.seconds() / 1e9,
          cost.peak() / GIBIBYTE,
          cost.estimated() / GIBIBYTE);
      console.flush();
    }
    return costs;
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> value) {
    return StatUtils.percentile(costs.stream().mapToDouble(value).toArray(), 50);
  }

  private static Cost inProcess(Workload workload) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElse("java"));
    line.add("-cp");
    line.add(System.getProperty("java.class.path"));
    line.add("io.onestep.benchmark.Benchmark");
    line.add("measure");
    line.addAll(workload.arguments());
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader output = process.inputReader()) {
      String json = output.readLine();
      if (process.waitFor() != 0) {
        throw new IOException("can't measure " + workload + ", as said above");
      }
      return Cost.parse(json);
    } finally {
      process.destroy();
    }
  }

  /** Returns the exponents of all axes: measured, and expected. */
  static String table(List<Scaling> scalings) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%-8s  %15s  %10s  %15s  %9s%n",
            "axis",
            "time",
            "operations",
            "memory",
            "estimate"));
    for (Scaling scaling : scalings) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-8s  %15s  %10.2f  %15s  %9.2f%n",
              scaling.axis().text(),
              text(scaling.fit(Cost::seconds)),
              scaling.operationsExponent(),
              text(scaling.fit(Cost::peak)),
              scaling.fit(Cost::estimated).exponent()));
    }
    return table.toString();
  }

  private static String text(Scaling.PowerLaw law) {
    return Double.isNaN(law.error())
        ? String.format(Locale.ROOT, "%.2f", law.exponent())
        : String.format(Locale.ROOT, "%.2f +- %.2f", law.exponent(), law.error());
  }

  private void writeCsv(List<Scaling> scalings) throws IOException {
    try (Writer writer = Files.newBufferedWriter(out.resolve("scaling.csv"));
        CSVPrinter csv =
            CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .setHeader(
                    "axis",
                    "n",
                    "k",
                    "m",
                    "trials",
                    "threads",
                    "seconds",
                    "flops",
                    "peak_bytes",
                    "estimated_bytes")
                .get()
                .print(writer)) {
      for (Scaling scaling : scalings) {
        for (Scaling.Point point : scaling.points()) {
          Workload w = point.workload();
          Cost c = point.cost();
          csv.printRecord(
              scaling.axis().text(),
              w.n(),
              w.k(),
              w.m(),
              w.trials(),
              w.threads(),
              c.seconds(),
              c.flops(),
              c.peak(),
              c.estimated());
        }
      }
    }
  }
}
