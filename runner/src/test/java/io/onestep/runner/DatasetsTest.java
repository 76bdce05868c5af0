package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.engine.binding.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real data on the command line. */
class DatasetsTest {
  private static final String IMAGES_SHA256 =
      "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa";

  @TempDir private Path temporary;

  @Test
  void allAreListedWithWhatTheyHold() {
    CommandLineRun run = CommandLineRun.of("datasets");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("fashion-mnist +[17]0000 +784 +10 +.*bundled")
        .containsPattern("csv +- +- +- +needs parameters: onestep describe dataset csv")
        .containsPattern("idx +- +- +- +");
  }

  @Test
  void oneIsReadWithItsClassesAndChecksums() {
    CommandLineRun run =
        CommandLineRun.of("datasets", "{\"type\": \"fashion-mnist\", \"part\": \"test\"}");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("10000 inputs of dimension 784 in 10 classes")
        .containsPattern("9 +1000 +Ankle boot")
        .containsPattern(IMAGES_SHA256 + " +bundled:t10k-images-idx3-ubyte.gz");
  }

  @Test
  void tablesAreReadFromTheDataFolder() throws IOException {
    Files.writeString(temporary.resolve("t.csv"), "x,y,label\n1,2,a\n3,4,b\n5,6,b\n");
    CommandLineRun run =
        CommandLineRun.of(
            "datasets", "{\"type\": \"csv\", \"file\": \"t.csv\"}", "--data", temporary.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("3 inputs of dimension 2 in 2 classes", "t.csv")
        .containsPattern("1 +2 +b");
  }

  @Test
  void checkNamesTheDataFiles() {
    assertThat(CommandLineRun.of("check", "fig3a-raw").out())
        .contains(IMAGES_SHA256 + "  bundled:t10k-images-idx3-ubyte.gz");
  }

  /** Both draws: threads share one population and change no byte; files are in the provenance. */
  @Test
  void runsOnImagesAreReproducible() throws IOException {
    for (String preset : List.of("fig3a", "fig3b-gaussian")) {
      Path one = run(preset, "1");
      Path two = run(preset, "2");
      assertThat(two.resolve("trials.csv")).hasSameBinaryContentAs(one.resolve("trials.csv"));
      String provenance = Files.readString(one.resolve("provenance.json"));
      assertThat(
              Json.parse(provenance, "provenance")
                  .at("/data_files/bundled:t10k-images-idx3-ubyte.gz")
                  .textValue())
          .isEqualTo(IMAGES_SHA256);
    }
  }

  private Path run(String preset, String threads) {
    Path out = temporary.resolve(preset + threads);
    List<String> args = new ArrayList<>(List.of("run", preset, "--trials", "2"));
    args.addAll(List.of("--set", "/sizes/m=60", "--set", "/sweep/0/values=[0.5, 1]"));
    args.addAll(List.of("--threads", threads, "--out", out.toString(), "--quiet"));
    CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return out;
  }
}
