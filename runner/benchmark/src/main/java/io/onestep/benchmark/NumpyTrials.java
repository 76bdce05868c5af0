package io.onestep.benchmark;

import io.onestep.engine.binding.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Trials of figure 1a by the reference program in Python. */
final class NumpyTrials {
  private static final String SCRIPT = "fig1a_numpy.py";

  private final String python;
  private final int n;
  private final int threads;

  NumpyTrials(String python, int n, int threads) {
    this.python = python;
    this.n = n;
    this.threads = threads;
  }

  /** Returns why it can't run here; empty: it can. */
  Optional<String> problem() throws InterruptedException {
    try {
      run("import numpy".getBytes(StandardCharsets.UTF_8), List.of());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Returns the seconds of a trial at a width. */
  double seconds(String width) throws IOException, InterruptedException {
    String output = run(script(), List.of(width, Integer.toString(n), "1"));
    return Json.parse(output, SCRIPT).path("seconds").path(width).asDouble();
  }

  /** Runs a script, which Python reads from its input, and returns what it prints. */
  private String run(byte[] script, List<String> args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python, "-"));
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
    Process process = builder.start();
    try {
      try (OutputStream input = process.getOutputStream()) {
        input.write(script);
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(
            python + ": " + output.lines().reduce("failed", (line, next) -> next));
      }
      return output;
    } finally {
      process.destroy();
    }
  }

  private static byte[] script() throws IOException {
    try (InputStream in = NumpyTrials.class.getResourceAsStream(SCRIPT)) {
      return Objects.requireNonNull(in, SCRIPT).readAllBytes();
    }
  }
}
