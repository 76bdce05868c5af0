package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user sees who is wrong: one clear message, the contract's exit code, nothing written. */
class WrongInputTest {
  @TempDir private Path temporary;

  /** The third point's directions sum to zero, which drawing them shows and nothing before. */
  private static final String WRONG_THIRD_POINT =
      "/sweep=[{\"name\": \"cosine\", \"path\": \"/data/alignment\", \"values\": [0.5, 0, -1]}]";

  private static Arguments wrongThirdPoint(String command) {
    return call(
        2,
        "they sum to zero; \"random\" needs none (at cosine = -1)",
        command,
        "fig1a",
        "--set",
        "/sizes/n=20",
        "--set",
        "/target/direction=\"aligned\"",
        "--set",
        WRONG_THIRD_POINT);
  }

  /** The second point's components have two bulk variances. */
  private static Arguments wrongModelOfTheSecondPoint(String command) {
    return call(
        2,
        "/models/1: the conditional-gaussian model needs components with one bulk variance, not"
            + " [1.0, 2.0]; the hermite model takes any (at bulk = 2)",
        command,
        "fig1a",
        "--set",
        "/sizes/n=20",
        "--set",
        "/data={\"type\": \"gaussian-mixture\", \"components\": [{\"bulk\": 1}, {\"bulk\": 1}]}",
        "--set",
        "/models/1={\"type\": \"conditional-gaussian\"}",
        "--set",
        "/sweep=[{\"name\": \"bulk\", \"path\": \"/data/components/1/bulk\", \"values\": [1, 2]}]");
  }

  /** A product of four has no law that is known. */
  private static Arguments wrongGeneralization(String command) {
    return call(
        2,
        "/generalization: exact generalization errors need labels of a known law",
        command,
        "fig1a",
        "--set",
        "/sizes/n=20",
        "--set",
        "/generalization={\"type\": \"exact\"}",
        "--set",
        "/target={\"type\": \"multi-index\", \"combine\": \"product\", \"activations\": ["
            + "{\"type\": \"tanh\"}, ".repeat(3)
            + "{\"type\": \"tanh\"}]}",
        "--set",
        "/sweep=[]");
  }

  static Stream<Arguments> wrongCalls() {
    return Stream.of(
        call(2, "Unknown options: '--treads'", "run", "fig1a", "--treads", "2"),
        call(2, "did you mean: --trials", "run", "fig1a", "--treads", "2"),
        call(2, "Missing required parameter: 'NAME_OR_FILE'", "run"),
        call(2, "unknown preset or file 'fig1x'; did you mean 'fig1a'?", "run", "fig1x"),
        call(2, "'x' is not an int", "run", "fig1a", "--trials", "x"),
        call(2, "'' is no path", "check", "fig1a", "--data", ""),
        call(2, "'' is no path", "report", ""),
        call(
            2,
            "/sizes/n: is 99999999999 but must be a whole number in [1, inf), and at most 2147483647",
            "check",
            "fig1a",
            "--set",
            "/sizes/n=99999999999"),
        call(2, "did you mean '/sizes/n'?", "check", "fig1a", "--set", "/sizes/N=4"),
        call(
            2,
            "/theory/regularisations: is several but must be one or auto where first_layer is"
                + " averaged",
            "check",
            "fig1a",
            "--set",
            "/theory={\"type\": \"ridge\", \"first_layer\": \"averaged\","
                + " \"regularisations\": \"several\"}"),
        call(
            2,
            "/trials: is 0 but must be a whole number in [1, inf)",
            "run",
            "fig1a",
            "--trials",
            "0"),
        call(2, "/executor/threads: is 0 but must be", "run", "fig1a", "--threads", "0"),
        call(
            2,
            "/sizes/k: is 0 but must be a whole number in [1, inf)",
            "run",
            "fig1a",
            "--set",
            "/sizes/k=0"),
        call(
            2,
            "/sizes/width_ratio: is 1.0E-4 but must be at least 1/m = 1/1000",
            "run",
            "fig1a",
            "--set",
            "/sweep/0/values=[1e-4]"),
        call(
            2,
            "/readouts/0/lambda: is -1 but must be a number in [0, inf)",
            "run",
            "fig1a",
            "--set",
            "/readouts/0/lambda=-1"),
        call(
            2,
            "/scaling/alpha: is 1.5 but must be a number in [0, 1]",
            "run",
            "fig1a",
            "--set",
            "/scaling/alpha=1.5"),
        call(
            2,
            "/scaling/beta: is beyond what a number can be but must be a number in [0, 1]",
            "run",
            "fig1a",
            "--set",
            "/scaling/beta=1e999"),
        call(
            2,
            "/figure/z_min: is 1.0E308 but must be less than z_max = -1.0E308",
            "run",
            "fig4a",
            "--set",
            "/figure/z_min=1e308",
            "--set",
            "/figure/z_max=-1e308"),
        call(
            2,
            "/verdict/margin: is 0 but must be a number in (0, 1]",
            "run",
            "fig1a",
            "--set",
            "/verdict/margin=0"),
        call(
            2,
            "/verdict/level: is 0.5 but must be a number in (0, 0.5)",
            "run",
            "fig1a",
            "--set",
            "/verdict/level=0.5"),
        call(
            2,
            "'rellu' is not JSON; a string stands in quotes: --set '/activations/0/type=\"rellu\"'",
            "run",
            "fig1a",
            "--set",
            "/activations/0/type=rellu"),
        call(
            2,
            "is not JSON: Non-standard token 'NaN'",
            "run",
            "fig1a",
            "--set",
            "/scaling/beta=NaN"),
        call(
            2,
            "unknown place '/scaling/bta'; did you mean '/scaling/beta'? There are: /scaling/alpha,"
                + " /scaling/beta\n",
            "run",
            "fig1a",
            "--set",
            "/scaling/bta=1"),
        call(
            2,
            "unknown place '/activations/3/type'; did you mean '/activations/0/type'? There are:"
                + " /activations/0, /activations/1, /activations/2\n",
            "run",
            "fig1a",
            "--set",
            "/activations/3/type=1"),
        call(
            2,
            "unknown place '/sizez/n'; did you mean '/sizes/n'? There are: /name, /title,",
            "run",
            "fig1a",
            "--set",
            "/sizez/n=1"),
        call(
            2,
            "'/scaling/beta' is not of the form POINTER=JSON",
            "run",
            "fig1a",
            "--set",
            "/scaling/beta"),
        call(
            2,
            "/data/rnak: unknown key 'rnak'; did you mean 'rank'?",
            "run",
            "fig1a",
            "--set",
            "/data={\"type\": \"structured-mixture\", \"rnak\": 1}"),
        call(
            3,
            "/readouts/0/type: unknown readout 'rigde'; did you mean 'ridge'?",
            "run",
            "fig1a",
            "--set",
            "/readouts/0/type=\"rigde\""),
        call(
            3,
            "/backend/type: unknown linear algebra 'opnblas'; did you mean 'openblas'?",
            "run",
            "fig1a",
            "--backend",
            "opnblas"),
        call(3, "/executor/type: unknown executor 'spark'", "run", "fig1a", "--executor", "spark"),
        call(2, "can't be swept", "run", "fig1a", "--set", "/sweep/0/path=\"/seed\""),
        call(2, "/name: is '../x' but must be", "run", "fig1a", "--set", "/name=\"../x\""),
        call(2, "unknown kind 'activations'; did you mean 'activation'?", "list", "activations"),
        call(
            3, "unknown activation 'rleu'; did you mean 'relu'?", "describe", "activation", "rleu"),
        call(2, "did you mean: describe activation relu", "describe", "relu"),
        call(2, "did you mean: describe target class-labels", "describe", "class-labels"),
        call(2, "unknown kind 'presets'; did you mean 'preset'?", "describe", "presets", "fig1a"),
        call(2, "unknown preset 'fig1x'; did you mean 'fig1a'?", "describe", "preset", "fig1x"),
        call(2, "did you mean: describe preset fig1a", "describe", "fig1a"),
        call(2, "NAME is missing; there are: fig1a, ", "describe", "preset"),
        call(2, "KIND and NAME are needed", "describe", "nothing"),
        call(2, "NAME is missing; there are: ", "describe", "activation"),
        call(2, "holds no finished run", "report", "nowhere"),
        call(
            2,
            "/data: data model dataset: the inputs have dimension 784 after preprocessing, so"
                + " /sizes/n must be 784, not 100 (at width_ratio = 0.01)",
            "run",
            "fig3a",
            "--set",
            "/sizes/n=100"),
        call(
            2,
            "/data/pipeline/1: preprocessing project: dimension is 1000 but must be at most 784",
            "check",
            "fig3a",
            "--set",
            "/data/pipeline/1={\"type\": \"project\", \"dimension\": 1000}"),
        call(
            2,
            "/data/weights: data model dataset: there are 3 weights for 2 classes",
            "check",
            "fig3a",
            "--set",
            "/data/weights=[1, 2, 3]"),
        call(
            2,
            "/data: nowhere.csv: there is no such file",
            "check",
            "fig1a",
            "--set",
            "/data={\"type\": \"gaussian-mixture\", \"components\":"
                + " [{\"covariance_file\": \"nowhere.csv\"}]}"),
        call(
            2,
            "/data: data model dataset: class 'Trouser' has 1000 inputs, but the samples of 500 + 500 + 2000 need 1500 of it",
            "check",
            "fig3a",
            "--set",
            "/sizes/m_test=2000"),
        call(
            2,
            "/data/pipeline/0: preprocessing classes: there is no class 10; there are: 0 'T-shirt/top'",
            "run",
            "fig3a",
            "--set",
            "/data/pipeline/0/classes=[0, 10]"),
        call(2, "needs one for each", "check", "fig3a", "--set", "/target/labels=[1, -1, 0]"),
        wrongThirdPoint("run"),
        wrongThirdPoint("check"),
        wrongThirdPoint("theory"),
        wrongModelOfTheSecondPoint("run"),
        wrongModelOfTheSecondPoint("check"),
        wrongModelOfTheSecondPoint("theory"),
        wrongGeneralization("run"),
        wrongGeneralization("check"),
        call(
            2,
            "/models/1: the conditional-gaussian model needs covariances of identity plus spikes",
            "check",
            "fig3a-gaussian",
            "--set",
            "/models/1={\"type\": \"conditional-gaussian\"}",
            "--set",
            "/sweep/0/values=[0.1]"),
        call(2, "--data: 'nowhere' is no folder", "run", "fig3a", "--data", "nowhere"),
        call(
            2,
            "nowhere: holds no images",
            "datasets",
            "{\"type\": \"idx\", \"folder\": \"nowhere\"}"),
        call(2, "/dataset/file: is missing", "datasets", "csv"),
        call(
            3,
            "unknown dataset 'fashion-mnits'; did you mean 'fashion-mnist'?",
            "datasets",
            "fashion-mnits"),
        call(2, "Unmatched argument", "frobnicate"));
  }

  private static Arguments call(int code, String message, String... args) {
    return Arguments.of(code, message, Arrays.asList(args));
  }

  @ParameterizedTest
  @MethodSource("wrongCalls")
  void areAnswered(int code, String message, List<String> args) throws IOException {
    List<String> all = new ArrayList<>(args);
    Path out = temporary.resolve("out");
    if (List.of("run", "theory").contains(args.get(0))) {
      all.addAll(List.of("--out", out.toString()));
    }
    CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
    assertThat(run.err()).contains(message).doesNotContain("\tat ", "Exception");
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
    assertThat(out).doesNotExist();
  }

  @Test
  void allProblemsOfAFileAreSaidAtOnce() throws IOException {
    Path file = temporary.resolve("spec.json");
    Files.writeString(
        file, "{\"name\": \"x\", \"trials\": 0, \"sede\": 1, \"sizes\": {\"n\": -5}}");
    CommandLineRun run = CommandLineRun.of("check", file.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("/trials: is 0", "/sede: unknown key 'sede'; did you mean 'seed'?")
        .contains("/sizes/n: is -5", "/data: is missing", "/models: is missing");
  }

  @Test
  void brokenFilesSayWhere() throws IOException {
    Path file = temporary.resolve("broken.json");
    Files.writeString(file, "{\"name\": \"x\",\n \"trials\": }");
    assertThat(CommandLineRun.of("run", file.toString()).err()).contains("broken.json:2:");
    Files.write(file, "{\"name\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(CommandLineRun.of("run", file.toString()).err()).contains("is not text in UTF-8");
    Files.writeString(file, "{\"trials\": NaN}");
    assertThat(CommandLineRun.of("run", file.toString()).err())
        .contains("is not JSON: Non-standard token 'NaN'")
        .doesNotContain("Feature");
    Files.writeString(file, "{\"name\": \"x\",\n \"trials\": [1");
    assertThat(CommandLineRun.of("run", file.toString()).err())
        .contains("broken.json:2:14: is not JSON", "close marker for Array of that at 2:12")
        .doesNotContain("Source", "Feature");
    Files.writeString(file, "{} {}");
    assertThat(CommandLineRun.of("run", file.toString()).err())
        .contains("Trailing token")
        .doesNotContain("Feature", "jackson");
    Files.writeString(file, "[]");
    assertThat(CommandLineRun.of("run", file.toString()).err())
        .contains("broken.json: is no spec: it must be an object {...}");
    Files.writeString(file, "");
    assertThat(CommandLineRun.of("run", file.toString()).err()).contains("is empty");
    Files.writeString(file, "[".repeat(100_000));
    CommandLineRun deep = CommandLineRun.of("run", file.toString());
    assertThat(deep.code()).isEqualTo(2);
    assertThat(deep.err()).contains("is more than JSON may be here").doesNotContain("\tat ");
  }

  @Test
  void aFolderThatCannotBeWrittenToIsRefused() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    CommandLineRun run = CommandLineRun.of("run", "fig1a", "--out", file + "/below");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(file.toString()).contains("--out");
    run = CommandLineRun.of("run", "fig1a", "--out", file.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("it is a file");
  }

  @Test
  void aFolderThatHoldsAnotherRunIsLeftAlone() throws IOException {
    Path out = temporary.resolve("out");
    String[] small = {
      "run", "fig1a", "--trials", "1", "--set", "/sizes/n=20", "--out", out.toString()
    };
    assertThat(CommandLineRun.of(small).code()).isZero();
    byte[] before = Files.readAllBytes(out.resolve("trials.csv"));
    String[] other = small.clone();
    other[5] = "/sizes/n=30";
    CommandLineRun run = CommandLineRun.of(other);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("holds another run");
    assertThat(out.resolve("trials.csv")).hasBinaryContent(before);
    // The same run again gives the same files, so it may.
    assertThat(CommandLineRun.of(small).code()).isZero();
    assertThat(out.resolve("trials.csv")).hasBinaryContent(before);
  }
}
