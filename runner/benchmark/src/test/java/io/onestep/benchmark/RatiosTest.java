package io.onestep.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.benchmark.Ratios.Change;
import io.onestep.benchmark.Ratios.Ratio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {
  private static Ratios ratios(Ratio... all) {
    return new Ratios(400, 2, List.of(all));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Ratios written =
        ratios(
            new Ratio(Measure.ENGINE_TO_NUMPY, "0.5", 0.25),
            new Ratio(Measure.ENGINE_TO_NUMPY, "1", 0.1875),
            new Ratio(Measure.PREDICTION_TO_TRIAL, Ratios.ALL_WIDTHS, 0.5));
    assertThat(Ratios.parse(written.toJson(), "test")).isEqualTo(written);
  }

  @Test
  void theBaselineThatIsKeptCanBeRead() throws Exception {
    Path file = Path.of("baseline.json");
    Ratios baseline = Ratios.parse(Files.readString(file), file.toString());
    assertThat(baseline.all()).extracting(Ratio::measure).contains(Measure.values());
    assertThat(baseline.toJson()).isEqualTo(Files.readString(file));
  }

  @Test
  void whatIsNoBaselineIsRefused() {
    for (String text :
        new String[] {
          "",
          "[",
          "{}",
          "{\"ratios\": {\"speed\": {\"1\": 2}}}",
          "{\"ratios\": {\"engine_to_numpy\": {\"1\": \"fast\"}}}"
        }) {
      assertThatThrownBy(() -> Ratios.parse(text, "mine.json"))
          .as(text)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("mine.json");
    }
  }

  @Test
  void moreTimeAndLessRateAreWorse() {
    Ratios before =
        ratios(
            new Ratio(Measure.ENGINE_TO_NUMPY, "1", 0.2),
            new Ratio(Measure.RATE_TO_DGEMM, "1", 0.8),
            new Ratio(Measure.OUTSIDE_MULTIPLICATION, "1", 0.3));
    Ratios now =
        ratios(
            new Ratio(Measure.ENGINE_TO_NUMPY, "1", 0.25),
            new Ratio(Measure.RATE_TO_DGEMM, "1", 0.64),
            new Ratio(Measure.OUTSIDE_MULTIPLICATION, "1", 0.27));
    List<Change> changes = now.since(before);
    assertThat(changes.get(0).loss()).isCloseTo(0.25, within(1e-12));
    assertThat(changes.get(1).loss()).isCloseTo(0.25, within(1e-12));
    assertThat(changes.get(2).loss()).isCloseTo(-0.1, within(1e-12));
    assertThat(changes).extracting(c -> c.isWorse(0.2)).containsExactly(true, true, false);
    assertThat(changes).extracting(c -> c.isWorse(0.3)).containsOnly(false);
  }

  @Test
  void onlyWhatBothHaveIsCompared() {
    Ratio kept = new Ratio(Measure.ENGINE_TO_NUMPY, "1", 0.2);
    Ratios before = ratios(kept, new Ratio(Measure.ENGINE_TO_NUMPY, "5", 0.2));
    Ratios now = ratios(kept, new Ratio(Measure.ENGINE_TO_NUMPY, "2", 0.2));
    assertThat(now.since(before)).containsExactly(new Change(kept, kept));
  }

  @Test
  void otherSizesOrThreadsAreNotCompared() {
    Ratio ratio = new Ratio(Measure.ENGINE_TO_NUMPY, "1", 0.2);
    Ratios now = ratios(ratio);
    assertThatThrownBy(() -> now.since(new Ratios(1000, 2, List.of(ratio))))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> now.since(new Ratios(400, 1, List.of(ratio))))
        .isInstanceOf(RefusedException.class);
  }
}
