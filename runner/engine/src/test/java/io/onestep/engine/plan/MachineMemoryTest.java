package io.onestep.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTest {
  @TempDir private Path folder;

  /** A folder can be opened like a file, and only reading it fails. */
  @Test
  void whatCannotBeReadLeavesAllThereIs() {
    double total = MachineMemory.free(folder.resolve("missing"));
    assertThat(total).isGreaterThan(1e6);
    assertThat(MachineMemory.free(folder)).isEqualTo(total);
  }

  @Test
  void linuxSaysWhatIsAvailable() throws Exception {
    Path meminfo = folder.resolve("meminfo");
    Files.writeString(meminfo, "MemTotal:  16 kB\nMemAvailable:    5 kB\n");
    assertThat(MachineMemory.free(meminfo)).isEqualTo(5 * 1024);
  }
}
