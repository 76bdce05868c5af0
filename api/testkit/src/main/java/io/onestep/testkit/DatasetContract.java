package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.Dataset;
import io.onestep.api.data.InputClass;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every data set keeps to. */
public abstract class DatasetContract {
  /** Creates the contract. */
  protected DatasetContract() {}

  /**
   * Returns the data set under test.
   *
   * @return a data set whose files are there
   */
  protected abstract Dataset dataset();

  @Test
  final void classesHaveNamesOfTheirOwn() {
    assertThat(dataset().load().classes())
        .extracting(InputClass::name)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).isNotBlank());
  }

  @Test
  final void inputsAreFiniteAndWithoutNoise() {
    for (InputClass each : dataset().load().classes()) {
      assertThat(each.noise()).isZero();
      assertThat(Arrays.stream(elements(each))).allMatch(Double::isFinite);
    }
  }

  @Test
  final void loadingAgainGivesTheSame() {
    ClassedInputs once = dataset().load();
    ClassedInputs again = dataset().load();
    assertThat(again.classes()).hasSameSizeAs(once.classes());
    for (int c = 0; c < once.classes().size(); c++) {
      InputClass expected = once.classes().get(c);
      assertThat(again.classes().get(c).name()).isEqualTo(expected.name());
      // On arrays as long as those of images AssertJ's own comparison takes minutes.
      assertThat(Arrays.equals(elements(again.classes().get(c)), elements(expected))).isTrue();
    }
  }

  @Test
  final void filesAreTheSameEachTime() {
    assertThat(dataset().files()).isEqualTo(dataset().files()).doesNotHaveDuplicates();
  }

  private static double[] elements(InputClass each) {
    int offset = each.x().offset();
    return Arrays.copyOfRange(each.x().data(), offset, offset + each.x().size());
  }
}
