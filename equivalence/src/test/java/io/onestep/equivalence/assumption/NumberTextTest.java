package io.onestep.equivalence.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "0.5, 0.5",
    "1012.88, 1013",
    "123456, 123500",
    "-0.74321, -0.7432",
    "0, 0",
    "-3e-16, 0",
    "1.23456e-3, 0.001235",
    "1.23456e-8, 1.235E-8",
    "1e20, 1E+20",
    "Infinity, Infinity",
    "NaN, NaN"
  })
  void hasFourDigits(double value, String text) {
    assertThat(NumberText.of(value)).isEqualTo(text);
  }

  @Test
  void listsAreShort() {
    assertThat(NumberText.of(new double[] {1, 2, 1})).isEqualTo("1, 2, 1");
    assertThat(NumberText.of(new double[] {3, 3 + 1e-9, 3})).isEqualTo("3");
    assertThat(NumberText.of(new double[] {5, 2, 9, 1, 4})).isEqualTo("1 to 9");
  }
}
