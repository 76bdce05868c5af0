package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.engine.catalogue.Kind;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What CONTRIBUTING.md says, done: its files are compiled, tested, packed and run. */
class ContributingTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String RESOURCES = "src/main/resources/";

  @TempDir private Path temporary;

  private final Map<String, String> files = new LinkedHashMap<>();
  private String guide;

  @BeforeEach
  void read() throws IOException {
    guide = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
    find("\\*\\*`([^`\n]+)`\\*\\*\n\n```\\w+\n(.*?)```")
        .forEach(file -> files.put(file.group(1), file.group(2)));
    assertThat(files).hasSize(5);
  }

  private List<MatchResult> find(String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(guide).results().toList();
  }

  private PluginJar compiled(String folder) {
    PluginJar jar = new PluginJar();
    files.forEach(
        (name, text) -> {
          if (name.startsWith(folder) && name.endsWith(".java")) {
            String type = name.substring(folder.length()).replaceFirst("\\.java$", "");
            jar.source(type.replace('/', '.'), text);
          }
        });
    return jar;
  }

  private Path plugin() throws IOException {
    PluginJar jar =
        compiled("src/main/java/")
            .file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nImplementation-Version: 1.0\n\n");
    files.forEach(
        (name, text) -> {
          if (name.startsWith(RESOURCES)) {
            jar.file(name.substring(RESOURCES.length()), text);
          }
        });
    return jar.writeTo(temporary.resolve("plugins/sine-1.0.jar"));
  }

  private CommandLineRun onestep(String command) throws IOException {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of("--plugins", plugin().getParent().toString()));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  /** The example plugin's, which Maven builds on its own in this build. */
  @Test
  void thePomIsThatOfTheExample() throws IOException {
    String example = Files.readString(Path.of("example-plugin/pom.xml"));
    assertThat(files.get("pom.xml").replace("<groupId>demo<", "<groupId>org.example<"))
        .isEqualTo(example.replace("<artifactId>robust<", "<artifactId>sine<"));
  }

  @Test
  void theCommandsPrintWhatIsShown() throws IOException {
    List<MatchResult> commands = find("```sh\nonestep ([^\n]*)\n```\n\n```text\n(.*?)```");
    assertThat(commands).hasSize(2);
    for (MatchResult command : commands) {
      CommandLineRun run = onestep(command.group(1));
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).isEqualTo(command.group(2));
    }
  }

  @Test
  void theSpecRuns() throws IOException {
    Path spec = Files.writeString(temporary.resolve("sine.json"), files.get("sine.json"));
    Path out = temporary.resolve("out");
    CommandLineRun run = onestep("run " + spec + " --out " + out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readAllLines(out.resolve("results.csv")))
        .anyMatch(row -> row.startsWith("0.5,sine(0.5),network,ridge,generalization_error,"))
        .anyMatch(row -> row.startsWith("2,sine(2.0),"));
    assertThat(run.out()).contains("\n  sine, hermite-3 against network: ");
    assertThat(Files.readString(out.resolve("provenance.json")).replaceAll("\\s+", " "))
        .containsPattern(
            "\"sine-1.0.jar\" : \\{ \"version\" : \"1.0\", \"sha256\" : \"[0-9a-f]{64}\"");
  }

  @Test
  void twoOfItInOneSpecAreToldApart() throws IOException {
    String two =
        files
            .get("sine.json")
            .replace(
                "[{\"type\": \"sine\"}]",
                "[{\"type\": \"sine\"}, {\"type\": \"sine\", \"frequency\": 3}]");
    Path spec = Files.writeString(temporary.resolve("two.json"), two);
    CommandLineRun run = onestep("check " + spec);
    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void theTestPasses() throws Exception {
    Path jar = plugin();
    Path classes = Files.createDirectory(temporary.resolve("test-classes"));
    PluginJar test = compiled("src/test/java/").against(jar);
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .forEach(test::against);
    test.compileTo(classes);
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    URL[] urls = {jar.toUri().toURL(), classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(DiscoverySelectors.selectClass(loader.loadClass("demo.SineTest")))
                  .build(),
              listener);
      TestExecutionSummary summary = listener.getSummary();
      assertThat(summary.getFailures()).extracting(failure -> failure.getException()).isEmpty();
      assertThat(summary.getTestsSucceededCount()).isEqualTo(12); // 8 and 4
    } finally {
      Thread.currentThread().setContextClassLoader(own);
    }
  }

  @Test
  void everyKindAndItsContractAreListed() {
    for (Kind kind : Kind.values()) {
      assertThat(guide)
          .contains("| %s | `%s` | `".formatted(kind.noun(), kind.service().getName()));
    }
    for (MatchResult contract : find("\\| `(\\w+Contract)` \\|")) {
      assertThat(
              ROOT.resolve(
                  "api/testkit/src/main/java/io/onestep/testkit/" + contract.group(1) + ".java"))
          .exists();
    }
    assertThat(find("\\| `(\\w+Contract)` \\|")).hasSize(Kind.values().length);
  }

  @Test
  void linksLeadSomewhere() {
    for (MatchResult link : find("\\]\\(([^)#:]+)\\)")) {
      assertThat(ROOT.resolve(link.group(1))).exists();
    }
  }
}
