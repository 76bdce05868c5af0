package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.engine.binding.Json;
import io.onestep.runner.SpecMutator.Mutant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile specs: whatever stands in a spec file, the answer is a result or a message, soon, and
 * nothing is written but to the run's folder. The mutants are those of a seed; {@code mvn -Pslow}
 * takes more of them. A mutant that fails is kept in the folder {@code target/hostile}.
 */
class HostileSpecTest {
  private static final long SEED = Long.getLong("onestep.fuzz.seed", 20250301);
  private static final int MUTANTS = Integer.getInteger("onestep.fuzz.mutants", 500);

  /** Tells a hang from work on a busy machine; no answer takes a tenth of it. */
  private static final int SECONDS = 60;

  /** Experiments of less work than this are run. */
  private static final double SMALL = 2e8;

  private static final Set<Integer> ANSWERS =
      Set.of(
          ExitCode.DONE,
          ExitCode.WRONG_INPUT,
          ExitCode.MISSING_COMPONENT,
          ExitCode.NUMERICAL_FAILURE,
          ExitCode.NOT_ENOUGH_RESOURCES);

  private static final Pattern WORK =
      Pattern.compile("= (\\d+) tasks; ([0-9.e+]+) floating-point operations");

  @TempDir private Path temporary;
  private final ExecutorService caller = Executors.newSingleThreadExecutor(HostileSpecTest::thread);
  private final Map<String, Integer> outcomes = new TreeMap<>();

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "hostile-spec");
    thread.setDaemon(true);
    return thread;
  }

  @AfterEach
  void end() {
    caller.shutdownNow();
  }

  @Test
  void mutantsOfEveryPresetAreAnswered() throws Exception {
    SpecMutator mutator = new SpecMutator(SEED);
    mutator.writeTable();
    Path file = temporary.resolve("spec.json");
    Path out = temporary.resolve("out");
    Set<Path> here = contents(Path.of(""));
    for (int i = 0; i < MUTANTS; i++) {
      Mutant mutant = mutator.mutant(i);
      Files.write(file, mutant.content());
      CommandLineRun check = answer(mutant, "check", file.toString());
      assertThat(contents(temporary)).as("%s", mutant).containsExactly(file);
      if (check.code() == ExitCode.DONE && isSmall(check.out())) {
        Files.writeString(file, shortened(mutant));
        CommandLineRun run =
            answer(mutant, "run", file.toString(), "--threads", "1", "--out", out.toString());
        boolean results =
            run.code() == ExitCode.DONE || run.code() == ExitCode.NUMERICAL_FAILURE;
        assertThat(contents(temporary))
            .as("%s", mutant)
            .allMatch(path -> path.equals(file) || results && path.startsWith(out));
        delete(out);
      }
    }
    assertThat(contents(Path.of(""))).isEqualTo(here);
    System.out.printf("hostile specs, seed %d, %d mutants: %s%n", SEED, MUTANTS, outcomes);
    // Mutants that are all refused, or never run, would say little.
    assertThat(outcomes).containsKeys("check 0", "check 2", "check 3", "run 0");
  }

  private CommandLineRun answer(Mutant mutant, String... args) throws Exception {
    Future<CommandLineRun> answer = caller.submit(() -> CommandLineRun.of(args));
    CommandLineRun run;
    try {
      run = answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return failed(mutant, args, "no answer; it is at\n" + position());
    } catch (ExecutionException e) {
      return failed(mutant, args, e.getCause().toString());
    }
    outcomes.merge(args[0] + " " + run.code(), 1, Integer::sum);
    String text = run.err();
    if (!ANSWERS.contains(run.code())) {
      return failed(mutant, args, "exit code " + run.code() + "\n" + text);
    }
    if (text.contains("Exception") || text.contains("\tat ") || text.contains("at io.onestep")) {
      return failed(mutant, args, "speaks of exceptions:\n" + text);
    }
    boolean said =
        run.code() == ExitCode.NUMERICAL_FAILURE && run.out().contains("failed")
            || text.contains("error: ");
    if (run.code() != ExitCode.DONE && !said) {
      return failed(mutant, args, "exit code " + run.code() + " without a message:\n" + text);
    }
    if (text.length() > 20_000 || text.lines().anyMatch(line -> line.equals("error: null"))) {
      return failed(mutant, args, "a message of " + text.length() + " characters:\n" + text);
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
      return failed(mutant, args, "control characters in a message:\n" + text);
    }
    return run;
  }

  private static String position() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(e -> e.getKey().getName().equals("hostile-spec"))
        .flatMap(e -> Arrays.stream(e.getValue()).limit(60))
        .map(StackTraceElement::toString)
        .collect(Collectors.joining("\n"));
  }

  private CommandLineRun failed(Mutant mutant, String[] args, String reason) throws IOException {
    Path kept = Files.createDirectories(Path.of("target", "hostile"));
    Path file = Files.write(kept.resolve(mutant.index() + ".json"), mutant.content());
    return fail(
        "seed %d, %s, kept in %s\n%s\n%s",
        SEED,
        mutant,
        file,
        List.of(args),
        reason.length() > 5_000 ? reason.substring(0, 5_000) + "..." : reason);
  }

  private static boolean isSmall(String plan) {
    Matcher work = WORK.matcher(plan);
    assertThat(work.find()).as(plan).isTrue();
    return Double.parseDouble(work.group(2)) / Integer.parseInt(work.group(1)) < SMALL;
  }

  /** The mutant with few trials and few values on each axis, which change no answer's kind. */
  private static String shortened(Mutant mutant) {
    ObjectNode json =
        (ObjectNode) Json.parse(new String(mutant.content(), StandardCharsets.UTF_8), "mutant");
    json.put("trials", 1);
    json.path("sweep")
        .forEach(
            axis -> {
              if (axis.path("values") instanceof ArrayNode values) {
                while (values.size() > 2) {
                  values.remove(1);
                }
              } else {
                ((ArrayNode) axis.path("values").path("linspace")).set(2, json.numberNode(2));
              }
            });
    return json.toString();
  }

  private static Set<Path> contents(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> !path.equals(folder) && !path.startsWith("target"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
