package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.engine.binding.Json;
import io.onestep.runner.SpecMutator.Mutant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** The first mutant, to replay one alone. */
  private static final int FIRST = Integer.getInteger("onestep.fuzz.first", 0);

  /** So many failures are reported. */
  private static final int ENOUGH = 20;

  /** So many characters may there be to read for a person who is wrong. */
  private static final int LONGEST = 50_000;

  private static final CommandLineRun NO_ANSWER = new CommandLineRun(-1, "", "");

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
  private final ExecutorService caller = Executors.newCachedThreadPool(HostileSpecTest::thread);
  private final List<String> failures = new ArrayList<>();
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
    for (int i = FIRST; i < FIRST + MUTANTS && failures.size() < ENOUGH; i++) {
      Mutant mutant = mutator.mutant(i);
      Files.write(file, mutant.content());
      CommandLineRun check = answer(mutant, "check", file.toString());
      requireNothingBut(file, out, false, mutant);
      if (check.code() == ExitCode.DONE && isSmall(check.out())) {
        Files.writeString(file, shortened(mutant));
        CommandLineRun run =
            answer(mutant, "run", file.toString(), "--threads", "1", "--out", out.toString());
        boolean results = run.code() == ExitCode.DONE || run.code() == ExitCode.NUMERICAL_FAILURE;
        requireNothingBut(file, out, results, mutant);
        delete(out);
      }
    }
    System.out.printf("hostile specs, seed %d, %d mutants: %s%n", SEED, MUTANTS, outcomes);
    assertThat(failures).isEmpty();
    assertThat(contents(Path.of(""))).isEqualTo(here);
    // Mutants that are all refused, or never run, would say little.
    assertThat(outcomes).containsKeys("check 0", "check 2", "check 3", "run 0");
  }

  private void requireNothingBut(Path file, Path out, boolean results, Mutant mutant)
      throws IOException {
    Set<Path> written = contents(temporary);
    written.removeIf(path -> path.equals(file) || results && path.startsWith(out));
    if (!written.isEmpty()) {
      failed(mutant, "has left " + written);
    }
  }

  /** Has a mutant answered; {@link #NO_ANSWER} if that fails. */
  private CommandLineRun answer(Mutant mutant, String... args) throws Exception {
    Future<CommandLineRun> answer = caller.submit(() -> CommandLineRun.of(args));
    CommandLineRun run;
    try {
      run = answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return failed(mutant, "no answer to " + args[0] + "; it is at\n" + position());
    } catch (ExecutionException e) {
      return failed(mutant, args[0] + ": " + e.getCause());
    }
    outcomes.merge(args[0] + " " + run.code(), 1, Integer::sum);
    String err = run.err();
    boolean numerical = run.code() == ExitCode.NUMERICAL_FAILURE;
    String wrong = "";
    if (!ANSWERS.contains(run.code())) {
      wrong = "a defect";
    } else if (err.contains("Exception")
        || err.contains("\tat ")
        || err.contains("at io.onestep")) {
      wrong = "speaks of exceptions";
    } else if (run.code() != ExitCode.DONE
        && !err.contains("error: ")
        && !(numerical && run.out().contains("failed and are left out"))) {
      wrong = "says nothing";
    } else if (err.length() > LONGEST) {
      wrong = "says too much: " + err.length() + " characters";
    } else if (err.contains(": null\n") || err.contains("error: \n")) {
      wrong = "says no reason";
    } else if (err.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
      wrong = "sends control characters";
    }
    return wrong.isEmpty()
        ? run
        : failed(mutant, args[0] + " " + wrong + ", exit code " + run.code() + "\n" + err);
  }

  private static String position() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(e -> e.getKey().getName().equals("hostile-spec"))
        .flatMap(e -> Arrays.stream(e.getValue()).limit(60))
        .map(StackTraceElement::toString)
        .collect(Collectors.joining("\n"));
  }

  private CommandLineRun failed(Mutant mutant, String reason) throws IOException {
    Path file = Path.of("target", "hostile", SEED + "-" + mutant.index() + ".json");
    Files.write(file, mutant.content());
    failures.add(
        "seed %d, %s, kept in %s: %s%s"
            .formatted(
                SEED,
                mutant,
                file,
                reason.substring(0, Math.min(reason.length(), 3_000)),
                reason.length() > 3_000 ? "..." : ""));
    return NO_ANSWER;
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
