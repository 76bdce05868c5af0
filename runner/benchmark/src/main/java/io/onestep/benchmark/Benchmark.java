package io.onestep.benchmark;

import io.onestep.api.error.InsufficientResourcesException;
import io.onestep.api.error.MissingComponentException;
import io.onestep.benchmark.scaling.MeasureCommand;
import io.onestep.benchmark.scaling.ScalingCommand;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line of the benchmark. */
@Command(
    name = "benchmark",
    description = "Measures Onestep against the published algorithm in numpy.",
    subcommands = {
      RunCommand.class,
      KernelsCommand.class,
      ScalingCommand.class,
      MeasureCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Benchmark {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "shows this")
  private boolean help;

  private Benchmark() {}

  /**
   * Runs a command and ends the process: 0 done, 1 slower than the baseline, 2 can't be done as
   * asked.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Benchmark())
        .setExecutionExceptionHandler(
            (error, command, parsed) -> {
              if (error instanceof RefusedException
                  || error instanceof IOException
                  || error instanceof InsufficientResourcesException
                  || error instanceof MissingComponentException) {
                command.getErr().println("error: " + error.getMessage());
                return CommandLine.ExitCode.USAGE;
              }
              throw error;
            });
  }
}
