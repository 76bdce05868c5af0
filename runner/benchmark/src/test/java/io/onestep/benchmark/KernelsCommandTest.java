package io.onestep.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class KernelsCommandTest {
  @Test
  void allKernelsRun() {
    assertThat(Benchmark.commandLine().execute("kernels", "--quick")).isZero();
  }

  @Test
  void anUnknownKernelIsRefused() {
    StringWriter errors = new StringWriter();
    CommandLine commandLine = Benchmark.commandLine().setErr(new PrintWriter(errors));
    assertThat(commandLine.execute("kernels", "--quick", "Activatoin")).isEqualTo(2);
    assertThat(errors).hasToString("error: no kernel's name contains Activatoin\n");
  }
}
