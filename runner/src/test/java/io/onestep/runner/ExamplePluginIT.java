package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example plugin, as Maven has built it on its own, with the jar that users have. */
class ExamplePluginIT {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path PLUGIN = TARGET.resolve("example/example-plugin/target/robust-1.0.jar");

  private static final String SPEC =
      """
      {
        "name": "robust",
        "sizes": {"n": 60, "m": 50, "k": 40, "m_test": 100},
        "scaling": {"alpha": 0.5, "beta": 0.74},
        "data": {"type": "elliptical-mixture"},
        "target": {"type": "single-index", "activation": {"type": "hard-tanh", "width": 2}},
        "activations": [{"type": "hard-tanh"}, {"type": "relu"}],
        "learner": {"type": "one-gradient-step", "loss": {"type": "huber", "delta": 0.5}},
        "models": [{"type": "network"}, {"type": "hermite", "degree": 2}],
        "readouts": [{"type": "huber-ridge", "delta": 0.5}, {"type": "ridge"}],
        "trials": 2,
        "sweep": [{"name": "df", "path": "/data/df", "values": [3, 5, 30]}]
      }
      """;

  /** The jar and, beside it, the folder of plugins that is looked for without being named. */
  @TempDir private Path home;

  @BeforeEach
  void install() throws IOException {
    Files.copy(TARGET.resolve("onestep.jar"), home.resolve("onestep.jar"));
    Files.createDirectory(home.resolve("plugins"));
    Files.copy(PLUGIN, home.resolve("plugins/robust.jar"), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(home.resolve("robust.json"), SPEC);
  }

  private CommandLineRun onestep(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", home.resolve("onestep.jar").toString()));
    command.addAll(List.of(args));
    Path out = home.resolve("out.txt");
    Path err = home.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).as("has ended").isTrue();
    return new CommandLineRun(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void isFound() throws Exception {
    CommandLineRun plugins = onestep("plugins");
    assertThat(plugins.code()).as(plugins.out() + plugins.err()).isZero();
    assertThat(plugins.out().replaceAll("\\s+", " "))
        .contains("robust.jar loaded data model 'elliptical-mixture' (robust.jar, version 1.0)")
        .contains("activation 'hard-tanh'", "loss 'huber'", "readout 'huber-ridge'");
    assertThat(onestep("list").out())
        .containsPattern("data-model +elliptical-mixture +robust.jar")
        .containsPattern("activation +hard-tanh +robust.jar")
        .containsPattern("loss +huber +robust.jar")
        .containsPattern("readout +huber-ridge +robust.jar");
    assertThat(onestep("describe", "data-model", "elliptical-mixture").out())
        .contains("from robust.jar, version 1.0", "a whole number in [3, 10000]");
  }

  @Test
  void runsAndSweepsItsOwnParameter() throws Exception {
    CommandLineRun run = onestep("run", "robust.json");
    assertThat(run.code()).as(run.err()).isZero();
    Path folder = home.resolve("runs/robust");
    List<String> results = Files.readAllLines(folder.resolve("results.csv"));
    assertThat(results.get(0)).startsWith("df,activation,model,readout,metric");
    for (String df : List.of("3", "5", "30")) {
      assertThat(results)
          .anyMatch(row -> row.startsWith(df + ",hard-tanh,network,huber-ridge,"))
          .anyMatch(row -> row.startsWith(df + ",relu,hermite-2,ridge,"));
    }
    String digest =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(Files.readAllBytes(home.resolve("plugins/robust.jar"))));
    assertThat(Files.readString(folder.resolve("provenance.json")).replaceAll("\\s+", " "))
        .contains("\"robust.jar\" : { \"version\" : \"1.0\", \"sha256\" : \"" + digest + "\" }")
        .containsPattern(
            "\"onestep.jar\" : \\{ \"version\" : \"[^\"]+\", \"sha256\" : \"[0-9a-f]{64}\"");
    CommandLineRun check = onestep("check", "robust.json");
    assertThat(check.out()).containsPattern("readout +huber-ridge +robust.jar");
  }

  @Test
  void whatItsLossAllowsNotIsSaidBeforeARun() throws Exception {
    CommandLineRun check =
        onestep(
            "check", "robust.json", "--set", "/metrics=[{\"type\": \"gradient-decomposition\"}]");
    assertThat(check.code()).as(check.out()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(check.err()).contains("/metrics/0: ", "one gradient step for the squared loss");
  }

  @Test
  void isMissedWhereItIsNot() throws Exception {
    Path other = Files.createDirectory(home.resolve("other"));
    CommandLineRun run = onestep("run", "robust.json", "--plugins", other.toString());
    assertThat(run.code()).isEqualTo(ExitCode.MISSING_COMPONENT);
    assertThat(run.err())
        .contains("error: /data/type: unknown data model 'elliptical-mixture'")
        .contains("/readouts/0/type: unknown readout 'huber-ridge'");
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).noneMatch(file -> file.endsWith("runs"));
    }
  }
}
