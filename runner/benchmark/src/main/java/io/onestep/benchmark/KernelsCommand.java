package io.onestep.benchmark;

import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures kernels by JMH. */
@Command(
    name = "kernels",
    description = "Measures products, solves, activations and random numbers alone, by JMH.")
public final class KernelsCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATTERN",
      arity = "0..*",
      description = "part of a kernel's name, such as Activation; all without")
  private List<String> patterns = List.of();

  @Option(
      names = "--quick",
      description = "one short iteration in this process: shows that all run, times say little")
  private boolean quick;

  /** Creates the command. */
  public KernelsCommand() {}

  @Override
  public Integer call() throws RunnerException {
    ChainedOptionsBuilder options = new OptionsBuilder().shouldFailOnError(true);
    for (String pattern : patterns) {
      options.include(pattern);
    }
    if (quick) {
      options.forks(0).warmupIterations(0).measurementIterations(1);
      options.measurementTime(TimeValue.milliseconds(1));
    }
    try {
      new Runner(options.build()).run();
    } catch (NoBenchmarksException e) {
      throw new RefusedException("no kernel's name contains " + String.join(" or ", patterns));
    }
    return 0;
  }
}
