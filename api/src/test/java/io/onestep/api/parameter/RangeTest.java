package io.onestep.api.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onestep.api.error.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTest {
  @ParameterizedTest
  @ValueSource(strings = {"[0, 1]", "(0, inf)", "(-inf, 2.5]", "[-1, 1)", "[1, 1024]"})
  void readsWhatItWrites(String text) {
    assertThat(Range.parse(text)).hasToString(text);
  }

  @Test
  void endsBelongOrNot() {
    assertThat(Range.parse("[0, 1)").contains(0)).isTrue();
    assertThat(Range.parse("[0, 1)").contains(1)).isFalse();
    assertThat(Range.parse("(0, 1]").contains(0)).isFalse();
    assertThat(Range.parse("(-inf, inf)").contains(Double.POSITIVE_INFINITY)).isFalse();
    assertThat(Range.parse("(-inf, inf)").contains(Double.NaN)).isFalse();
  }

  @Test
  void saysWhatWouldBeRight() {
    assertThatThrownBy(() -> Range.parse("[0, inf)").require("lambda", -1))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("lambda is -1.0 but must be in [0, inf)");
    assertThatThrownBy(() -> Range.parse("0..1")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Range.parse("[2, 1]")).isInstanceOf(IllegalArgumentException.class);
  }
}
