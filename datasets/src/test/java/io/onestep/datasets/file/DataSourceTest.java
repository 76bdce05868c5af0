package io.onestep.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onestep.api.data.DataFile;
import io.onestep.api.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {
  /** The digest of "abc", from the examples of FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;

  @Test
  void filesAreDescribedByTheirDigests() throws IOException {
    Path file = Files.writeString(folder.resolve("abc.txt"), "abc");
    assertThat(DataSource.of(file).describe()).isEqualTo(new DataFile(file.toString(), ABC));
    assertThatCode(() -> DataSource.of(file).require(ABC)).doesNotThrowAnyException();
  }

  @Test
  void anotherFileIsRefusedWithBothDigests() throws IOException {
    Path file = Files.writeString(folder.resolve("abc.txt"), "abd");
    String found = DataSource.of(file).describe().sha256();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DataSource.of(file).require(ABC))
        .withMessage("%s: expected the SHA-256 digest %s, found %s", file, ABC, found);
  }

  @Test
  void missingAndUnreadableFilesAreRefused() {
    DataSource missing = DataSource.of(folder.resolve("missing"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(missing::describe)
        .withMessage(missing.name() + ": there is no such file");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DataSource.of(folder).describe())
        .withMessageStartingWith(folder + ": the file cannot be read");
  }
}
