package io.onestep.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One call of the command line, in a process of its own.
 *
 * @param process the process
 * @param log the file that both of its outputs go to
 */
record ChildRun(Process process, Path log) {
  static ChildRun start(Path log, String... args) throws IOException {
    return start(log, List.of(), List.of(), args);
  }

  /** Starts a process with a command before that of java, and with options of java. */
  static ChildRun start(Path log, List<String> before, List<String> options, String... args)
      throws IOException {
    return start(log, before, options, Main.class, args);
  }

  /** Starts another program than the command line. */
  static ChildRun start(
      Path log, List<String> before, List<String> options, Class<?> main, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // starts faster; changes no number
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return new ChildRun(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log);
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  String output() throws IOException {
    return Files.readString(log);
  }
}
