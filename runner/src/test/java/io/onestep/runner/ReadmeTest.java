package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says, tried. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String JAR = "java -jar runner/target/onestep.jar ";

  @TempDir private Path temporary;

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  private static List<String> find(String pattern) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(readme());
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    assertThat(found).as(pattern).isNotEmpty();
    return found;
  }

  @Test
  void theSpecIsWhole() throws IOException {
    for (String json : find("```json\n(.*?)```")) {
      Path file = Files.writeString(temporary.resolve("mine.json"), json);
      CommandLineRun check = CommandLineRun.of("check", file.toString());
      assertThat(check.code()).as(check.err()).isZero();
    }
  }

  /** Every command is one that there is, with options that there are. */
  @Test
  void theCommandsAreUnderstood() throws IOException {
    Files.writeString(temporary.resolve("my.json"), CommandLineRun.of("show", "fig1a").out());
    for (String call : find(Pattern.quote(JAR) + "([^`\n]*)")) {
      List<String> args =
          new ArrayList<>(List.of(call.replaceAll("[>#].*", "").trim().split(" +")));
      args.replaceAll(a -> a.equals("my.json") ? temporary.resolve(a).toString() : a);
      if (args.get(0).equals("report") || args.contains("--resume") || args.contains("--from")) {
        continue; // needs a run; RunTest, ResumedRunTest and RepeatedRunTest try them
      }
      if (args.get(0).equals("run")) {
        args.set(0, "check"); // the same spec and options, but for the folder
        int out = args.indexOf("--out");
        if (out >= 0) {
          args.subList(out, out + 2).clear();
        }
      }
      CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
      assertThat(run.code()).as("%s: %s", call, run.err()).isZero();
    }
  }

  @Test
  void filesAndFoldersAreThere() throws IOException {
    Stream.concat(find("\\]\\(([^)#:]+)\\)").stream(), find("\\n\\| `([a-z/-]+)` \\|").stream())
        .forEach(path -> assertThat(ROOT.resolve(path)).exists());
  }
}
