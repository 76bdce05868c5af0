package io.onestep.benchmark;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmark. */
@Command(
    name = "benchmark",
    description = "Measures Onestep against the published algorithm in numpy.",
    mixinStandardHelpOptions = true,
    subcommands = RunCommand.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Benchmark {
  private Benchmark() {}

  /**
   * Runs a command and ends the process: 0 done, 1 slower than the baseline, 2 wrong input.
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
              if (error instanceof RefusedException) {
                command.getErr().println("error: " + error.getMessage());
                return CommandLine.ExitCode.USAGE;
              }
              throw error;
            });
  }
}
