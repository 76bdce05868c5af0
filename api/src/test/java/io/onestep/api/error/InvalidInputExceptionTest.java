package io.onestep.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidInputExceptionTest {
  /** A file may well begin with a slash, too. */
  @Test
  void aPlaceWithinAComponentIsSetWithinItsOwn() {
    InvalidInputException invalid =
        new InvalidInputException(
            List.of(
                new Problem("", "no place"),
                new Problem("#/weights", "a part"),
                new Problem("/weights", "a file")));
    assertThat(invalid.at("/data").problems())
        .extracting(Problem::where)
        .containsExactly("/data", "/data/weights", "/weights");
    assertThat(invalid.at("#/source").at("/data").problems())
        .extracting(Problem::where)
        .containsExactly("/data/source", "/data/source/weights", "/weights");
  }
}
