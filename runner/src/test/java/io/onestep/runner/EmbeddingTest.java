package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.error.InsufficientResourcesException;
import io.onestep.api.error.MissingComponentException;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskExecutor;
import io.onestep.api.execution.TaskExecutorFactory;
import io.onestep.api.execution.TaskResult;
import io.onestep.api.execution.TaskRunner;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.RunListener;
import io.onestep.engine.binding.Json;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.catalogue.Kind;
import io.onestep.engine.journal.RunRecord;
import io.onestep.engine.plan.Admission;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.plan.MemoryNeed;
import io.onestep.engine.result.Aggregate;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.spec.VerdictSpec;
import io.onestep.engine.verdict.Comparison;
import io.onestep.engine.verdict.Conclusion;
import io.onestep.engine.verdict.EquivalenceTest;
import io.onestep.engine.verdict.OneSidedTTests;
import io.onestep.engine.verdict.RelativeDifference;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine inside another program. */
class EmbeddingTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path temporary;

  private static String spec(String activation, String executor, int seed, int trials) {
    return """
        {"name": "embedded", "sizes": {"n": 20, "m": 15, "k": 10, "m_test": 15},
         "data": {"type": "structured-mixture"},
         "target": {"type": "single-index", "activation": {"type": "relu"}},
         "activations": [{"type": "%s"}],
         "learner": {"type": "one-gradient-step"}, "models": [{"type": "network"}],
         "readouts": [{"type": "ridge"}], "executor": {"type": "%s"},
         "seed": %d, "trials": %d}
        """
        .formatted(activation, executor, seed, trials);
  }

  private static Catalogue catalogue() {
    return Catalogue.load(EmbeddingTest.class.getClassLoader());
  }

  private static Engine engine(Catalogue catalogue) {
    return Guice.createInjector(new EngineModule(catalogue)).getInstance(Engine.class);
  }

  /** An engine with a part of the program's own. */
  private static Engine engine(Catalogue catalogue, Module own) {
    return Guice.createInjector(Modules.override(new EngineModule(catalogue)).with(own))
        .getInstance(Engine.class);
  }

  private static List<Aggregate> run(Engine engine, String spec) throws InterruptedException {
    return engine.run(engine.read(spec, "test"), RunListener.SILENT).aggregates();
  }

  @Test
  void aRunTellsOfItsProgressAndGivesValuesAndPrintsNothing() throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    List<Task> ended = new ArrayList<>();
    AtomicInteger announced = new AtomicInteger();
    RunResult result;
    try (Catalogue catalogue = catalogue()) {
      PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
      System.setOut(capture);
      System.setErr(capture);
      Engine engine = engine(catalogue);
      Experiment experiment = engine.read(spec("relu", "local", 1, 5), "test");
      result =
          engine.run(
              experiment,
              new RunListener() {
                @Override
                public void begin(int tasks, double work) {
                  announced.set(tasks);
                }

                @Override
                public void ended(TaskResult task) {
                  ended.add(task.task());
                }
              });
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(announced).hasValue(5);
    assertThat(ended).hasSize(5);
    assertThat(result.completed()).hasSize(5);
    assertThat(result.aggregates())
        .anySatisfy(
            aggregate -> {
              assertThat(aggregate.metric()).isEqualTo("generalization_error");
              assertThat(aggregate.trials()).isEqualTo(5);
              assertThat(aggregate.mean()).isPositive();
            });
  }

  @Test
  void aRunIsCancelledThroughItsFuture() throws Exception {
    ExecutorService program = Executors.newSingleThreadExecutor();
    try (Catalogue catalogue = catalogue()) {
      Engine engine = engine(catalogue);
      Experiment experiment = engine.read(spec("relu", "local", 1, 100_000), "test");
      CountDownLatch first = new CountDownLatch(1);
      CountDownLatch over = new CountDownLatch(1);
      AtomicInteger trials = new AtomicInteger();
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      RunListener listener =
          new RunListener() {
            @Override
            public void ended(TaskResult result) {
              trials.incrementAndGet();
              first.countDown();
            }
          };
      Future<?> future =
          program.submit(
              () -> {
                try {
                  engine.run(experiment, listener);
                } catch (Throwable e) {
                  thrown.set(e);
                }
                over.countDown();
              });
      first.await();
      future.cancel(true);
      over.await();
      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
      assertThat(trials).hasValueLessThan(100_000);
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("onestep-trial")) {
          thread.join(60_000); // it may be on its way out
          assertThat(thread.isAlive()).as("a trial goes on").isFalse();
        }
      }
    } finally {
      program.shutdownNow();
    }
  }

  /** The same for an executor that runs trials on the thread of the run. */
  @Test
  void aRunOnItsOwnThreadIsCancelledToo() throws Exception {
    try (Catalogue catalogue = catalogue()) {
      Engine engine = engine(catalogue.with(new Counting()));
      Experiment experiment = engine.read(spec("relu", "counting", 1, 100), "test");
      RunListener cancelling =
          new RunListener() {
            @Override
            public void ended(TaskResult result) {
              Thread.currentThread().interrupt();
            }
          };
      assertThatThrownBy(() -> engine.run(experiment, cancelling))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).as("interrupted still").isFalse();
    }
  }

  @Test
  void whatAListenerThrowsEndsTheRun() throws Exception {
    IllegalStateException mine = new IllegalStateException("mine");
    AtomicInteger told = new AtomicInteger();
    RunListener failing =
        new RunListener() {
          @Override
          public void ended(TaskResult result) {
            told.incrementAndGet();
            throw mine;
          }
        };
    try (Catalogue catalogue = catalogue()) {
      Engine engine = engine(catalogue.with(new Counting()));
      for (String executor : List.of("local", "counting")) {
        told.set(0);
        Experiment experiment = engine.read(spec("relu", executor, 1, 100), "test");
        assertThatThrownBy(() -> engine.run(experiment, failing)).isSameAs(mine);
        assertThat(told).hasValue(1);
      }
    }
  }

  /** A program may make all of its specs of one tree. */
  @Test
  void aSpecMayBeChangedWhenItHasBeenRead() throws Exception {
    try (Catalogue catalogue = catalogue()) {
      Engine engine = engine(catalogue);
      ObjectNode spec = (ObjectNode) Json.parse(spec("relu", "local", 1, 1), "test");
      ObjectNode axis =
          spec.putArray("sweep").addObject().put("name", "beta").put("path", "/scaling/beta");
      ArrayNode values = axis.putArray("values").add(0.2).add(0.4);
      Experiment experiment = engine.read(spec);
      values.removeAll().add(0.6);
      spec.put("trials", 2);
      RunResult result = engine.run(experiment, RunListener.SILENT);
      assertThat(result.results()).hasSize(2);
      assertThat(result.experiment().coordinates(1).get("beta").doubleValue()).isEqualTo(0.4);
    }
  }

  /** Each of two runs at once is the run that it would be alone. */
  @Test
  void twoRunsGoOnAtOnce() throws Exception {
    ExecutorService program = Executors.newFixedThreadPool(2);
    try (Catalogue one = catalogue();
        Catalogue other = catalogue()) {
      List<Future<List<Aggregate>>> runs = new ArrayList<>();
      for (int seed = 1; seed <= 4; seed++) {
        String spec = spec("tanh", "local", seed, 20);
        Engine engine = engine(seed % 2 == 0 ? one : other);
        runs.add(program.submit(() -> run(engine, spec)));
      }
      for (int seed = 1; seed <= 4; seed++) {
        List<Aggregate> alone = run(engine(one), spec("tanh", "local", seed, 20));
        assertThat(runs.get(seed - 1).get()).isEqualTo(alone);
      }
      assertThat(runs.get(0).get()).isNotEqualTo(runs.get(1).get());
    } finally {
      program.shutdownNow();
    }
  }

  private static PluginJar plugin(String name, double factor) {
    return new PluginJar()
        .source(
            "demo.SineFactory",
            """
            package demo;
            import io.onestep.api.component.ComponentContext;
            import io.onestep.api.activation.*;
            import io.onestep.api.network.*;
            public class SineFactory implements ActivationFactory<SineFactory.Config> {
              public record Config() {}
              public String name() { return "%s"; }
              public String summary() { return "a sine"; }
              public Class<Config> configType() { return Config.class; }
              public Activation create(Config config, ComponentContext context) {
                return new Activation() {
                  public String label() { return "sine"; }
                  public double value(double u) { return Math.sin(%s * u); }
                  public double derivative(double u) { return %s * Math.cos(%s * u); }
                };
              }
            }
            """
                .formatted(name, factor, factor, factor))
        .service(ActivationFactory.class, "demo.SineFactory");
  }

  /** Both folders have a class demo.SineFactory and a component "sine". */
  @Test
  void cataloguesWithDifferentPluginsDoNotMix() throws Exception {
    plugin("sine", 1).writeTo(temporary.resolve("slow/sine.jar"));
    plugin("sine", 3).writeTo(temporary.resolve("fast/sine.jar"));
    ClassLoader loader = getClass().getClassLoader();
    String spec = spec("sine", "local", 1, 3);
    try (Catalogue slow = Catalogue.load(loader, temporary.resolve("slow"));
        Catalogue fast = Catalogue.load(loader, temporary.resolve("fast"))) {
      List<Aggregate> slowErrors = run(engine(slow), spec);
      List<Aggregate> fastErrors = run(engine(fast), spec);
      assertThat(slowErrors).isNotEqualTo(fastErrors).isEqualTo(run(engine(slow), spec));
    }
  }

  @Test
  void closingACatalogueClosesTheJarsOfItsPlugins() throws Exception {
    plugin("sine", 1).writeTo(temporary.resolve("plugins/sine.jar"));
    Catalogue catalogue = Catalogue.load(getClass().getClassLoader(), temporary.resolve("plugins"));
    ClassLoader loader =
        catalogue.get(Kind.ACTIVATION, "sine").factory().getClass().getClassLoader();
    assertThat(loader.getResource("demo/SineFactory.class")).isNotNull();
    catalogue.close();
    assertThat(loader.getResource("demo/SineFactory.class")).isNull();
    assertThatThrownBy(() -> loader.loadClass("demo.Other"))
        .isInstanceOf(ClassNotFoundException.class);
    catalogue.close(); // a second time does no harm
  }

  /** A component that the program has itself; it needs no jar and no services file. */
  private static final class Doubling implements ActivationFactory<Doubling.Config> {
    private record Config() {}

    @Override
    public String name() {
      return "doubling";
    }

    @Override
    public String summary() {
      return "2 u";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Activation create(Config config, ComponentContext context) {
      return new Activation() {
        @Override
        public String label() {
          return "doubling";
        }

        @Override
        public double value(double u) {
          return 2 * u;
        }

        @Override
        public double derivative(double u) {
          return 2;
        }
      };
    }
  }

  /** Runs tasks on the thread of the caller and counts them. */
  private static final class Counting implements TaskExecutorFactory<Counting.Config> {
    private record Config() {}

    private final AtomicInteger count = new AtomicInteger();

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public String summary() {
      return "runs tasks where it is called";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public TaskExecutor create(Config config, ComponentContext context) {
      return new TaskExecutor() {
        @Override
        public void execute(List<Task> tasks, TaskRunner runner, Consumer<TaskResult> results) {
          for (Task task : tasks) {
            results.accept(runner.run(task));
            count.incrementAndGet();
          }
        }

        @Override
        public int parallelism() {
          return 1;
        }
      };
    }
  }

  @Test
  void aProgramsOwnPartsTakeTheirPlaces() throws Exception {
    Counting executor = new Counting();
    try (Catalogue catalogue = catalogue()) {
      Catalogue own = catalogue.with(new Doubling(), executor);
      List<Aggregate> errors = run(engine(own), spec("doubling", "counting", 1, 4));
      assertThat(executor.count).hasValue(4);
      assertThat(errors).extracting(Aggregate::activation).containsOnly("doubling");
      assertThat(catalogue.find(Kind.ACTIVATION, "doubling")).isEmpty();
      assertThatThrownBy(() -> own.with(new Doubling()))
          .isInstanceOf(MissingComponentException.class)
          .hasMessageContaining("two components are called activation 'doubling'");
    }
  }

  @Test
  void aGuiceModuleReplacesWhatTheEngineBinds() throws Exception {
    try (Catalogue catalogue = catalogue()) {
      Engine engine =
          engine(
              catalogue,
              binder -> binder.bind(Catalogue.class).toInstance(catalogue.with(new Doubling())));
      assertThat(run(engine, spec("doubling", "local", 1, 2)))
          .extracting(Aggregate::activation)
          .containsOnly("doubling");
    }
  }

  /** One run at a time: the second begins when the first has failed, and can be cancelled. */
  @Test
  void anAdmissionOfItsOwnMayHaveRunsWaitForOthersToEnd() throws Exception {
    Semaphore free = new Semaphore(1);
    Admission oneAtATime =
        need -> {
          free.acquire();
          return free::release;
        };
    CountDownLatch firstHasBegun = new CountDownLatch(1);
    CountDownLatch firstMayFail = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    RunListener failing =
        new RunListener() {
          @Override
          public void begin(int tasks, double work) {
            firstHasBegun.countDown();
            try {
              firstMayFail.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("the first run fails");
          }
        };
    RunListener counting =
        new RunListener() {
          @Override
          public void begin(int tasks, double work) {
            begun.incrementAndGet();
          }
        };
    ExecutorService program = Executors.newFixedThreadPool(2);
    try (Catalogue catalogue = catalogue()) {
      Engine engine =
          engine(catalogue, binder -> binder.bind(Admission.class).toInstance(oneAtATime));
      Experiment experiment = engine.read(spec("relu", "local", 1, 3), "test");
      Future<RunResult> first = program.submit(() -> engine.run(experiment, failing));
      firstHasBegun.await();
      Future<RunResult> second = program.submit(() -> engine.run(experiment, counting));
      while (!free.hasQueuedThreads()) {
        Thread.onSpinWait();
      }
      assertThat(begun).hasValue(0);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> engine.run(experiment, counting))
          .isInstanceOf(InterruptedException.class);
      firstMayFail.countDown();
      assertThat(second.get().completed()).hasSize(3);
      assertThat(begun).hasValue(1);
      assertThatThrownBy(first::get).hasRootCauseMessage("the first run fails");
      assertThat(free.availablePermits()).isEqualTo(1);
    } finally {
      program.shutdownNow();
    }
  }

  /** 1e10 test inputs are no matter of memory: no array has so many elements. */
  @Test
  void noAdmissionLetsInWhatNoArrayHolds() throws Exception {
    Admission generous = need -> () -> {};
    try (Catalogue catalogue = catalogue()) {
      Engine engine =
          engine(catalogue, binder -> binder.bind(Admission.class).toInstance(generous));
      String spec =
          spec("relu", "local", 1, 1)
              .replace("\"n\": 20", "\"n\": 100000")
              .replace("\"m_test\": 15", "\"m_test\": 100000");
      assertThatThrownBy(() -> run(engine, spec))
          .isInstanceOf(InsufficientResourcesException.class)
          .hasMessageStartingWith("the test samples (m_test x n) would have 1.00e+10 elements");
    }
  }

  /** A record in memory. */
  private static final class Kept implements RunRecord {
    private final List<TaskResult> results = new ArrayList<>();
    private int begun;

    @Override
    public List<TaskResult> results() {
      return List.copyOf(results);
    }

    @Override
    public void begin() {
      begun++;
    }

    @Override
    public void keep(TaskResult result) {
      results.add(result);
    }
  }

  /** What is left to be done is refused before the record hears of it. */
  @Test
  void whatIsDoneNeedsNoAdmission() throws Exception {
    Admission none =
        need -> {
          throw need.refusal("much", "there is nothing");
        };
    Kept record = new Kept();
    try (Catalogue catalogue = catalogue()) {
      Engine usual = engine(catalogue);
      Engine full = engine(catalogue, binder -> binder.bind(Admission.class).toInstance(none));
      Experiment experiment = usual.read(spec("relu", "local", 1, 3), "test");
      RunResult first = usual.run(experiment, RunListener.SILENT, record);
      RunResult again = full.run(experiment, RunListener.SILENT, record);
      assertThat(again.aggregates()).isEqualTo(first.aggregates());
      assertThat(record.begun).isEqualTo(2);
      record.results.remove(0);
      assertThatThrownBy(() -> full.run(experiment, RunListener.SILENT, record))
          .isInstanceOf(InsufficientResourcesException.class);
      assertThat(record.begun).isEqualTo(2);
    }
  }

  /** What the others hold is no part of what a run needs. */
  @Test
  void aRunsOwnNeedIsThatOfAnEmptyHeap() throws Exception {
    try (Catalogue catalogue = catalogue()) {
      Engine engine = engine(catalogue);
      Experiment experiment = engine.read(spec("relu", "local", 1, 3), "test");
      MemoryNeed before = engine.memoryNeed(experiment);
      byte[][] others = {new byte[100_000_000]};
      System.gc(); // whatever collector this is, it is no garbage then
      MemoryNeed beside = engine.memoryNeed(experiment);
      assertThat(others[0]).isNotEmpty();
      assertThat(beside.run()).isCloseTo(before.run(), within(1.0));
      assertThat(beside.heap()).isGreaterThan(beside.run() + others[0].length);
    }
  }

  /** A stricter one: the level is shared by all comparisons of a run. */
  private record Shared(int comparisons) implements EquivalenceTest {
    @Override
    public Conclusion of(VerdictSpec rule, double... differences) {
      return new OneSidedTTests()
          .of(new VerdictSpec(rule.margin(), rule.level() / comparisons), differences);
    }

    @Override
    public String text(VerdictSpec rule) {
      return "equivalent as one of %d comparisons".formatted(comparisons);
    }
  }

  @Test
  void anEquivalenceTestOfItsOwnDrawsTheConclusions() throws Exception {
    String spec =
        spec("relu", "local", 1, 4)
            .replace("{\"type\": \"network\"}", "{\"type\": \"network\"}, {\"type\": \"linear\"}");
    try (Catalogue catalogue = catalogue()) {
      Engine usual = engine(catalogue);
      Engine strict =
          engine(
              catalogue, binder -> binder.bind(EquivalenceTest.class).toInstance(new Shared(100)));
      RunResult result = usual.run(usual.read(spec, "test"), RunListener.SILENT);
      List<Comparison> wide = strict.verdicts(result).comparisons();
      List<Comparison> narrow = usual.verdicts(result).comparisons();
      assertThat(wide).hasSameSizeAs(narrow).isNotEmpty();
      for (int i = 0; i < wide.size(); i++) {
        assertThat(width(wide.get(i))).isGreaterThan(2 * width(narrow.get(i)));
      }
      assertThat(strict.verdicts(result).lines("generalization_error").get(0))
          .isEqualTo("generalization error: equivalent as one of 100 comparisons");
    }
  }

  private static double width(Comparison comparison) {
    RelativeDifference difference = comparison.conclusion().difference();
    return difference.high() - difference.low();
  }

  @Test
  void aClockOfItsOwnTellsTheTime() throws Exception {
    Instant noon = Instant.parse("2024-02-29T12:00:00Z");
    try (Catalogue catalogue = catalogue()) {
      Engine engine =
          engine(
              catalogue,
              binder -> binder.bind(Clock.class).toInstance(Clock.fixed(noon, ZoneOffset.UTC)));
      RunResult result =
          engine.run(engine.read(spec("relu", "local", 1, 2), "test"), RunListener.SILENT);
      assertThat(result.start()).isEqualTo(noon);
      assertThat(result.duration()).isZero();
    }
  }

  private PluginJar compiled(String type, String source) {
    PluginJar program = new PluginJar().source(type, source);
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .forEach(program::against);
    return program;
  }

  /** Compiles a program in the README. */
  private URLClassLoader readme(String type) throws Exception {
    String code =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve("README.md")))
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.contains("class " + type + " {"))
            .findFirst()
            .orElseThrow();
    Path classes = Files.createDirectory(temporary.resolve("classes"));
    compiled(type, code).compileTo(classes);
    return new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
  }

  /** The admission in the README: half of a run's need will not do. */
  @Test
  void theSharesInTheReadmeAreKeptTo() throws Exception {
    try (Catalogue catalogue = catalogue();
        URLClassLoader loader = readme("Shares")) {
      var method =
          loader.loadClass("Shares").getDeclaredMethod("engine", Catalogue.class, double.class);
      method.setAccessible(true);
      String spec = spec("relu", "local", 1, 3);
      Engine usual = engine(catalogue);
      double need = usual.memoryNeed(usual.read(spec, "test")).run();
      Engine sufficient = (Engine) method.invoke(null, catalogue, need);
      assertThat(run(sufficient, spec)).isEqualTo(run(usual, spec));
      Engine scarce = (Engine) method.invoke(null, catalogue, need / 2);
      assertThatThrownBy(() -> run(scarce, spec))
          .isInstanceOf(InsufficientResourcesException.class)
          .hasMessageMatching(
              "the run needs about %s of heap at point 0 \\(n = 20, .*\\) with .* at a time, but a run may have %s here; most of it is for .*, so lower .*"
                  .formatted(MemoryNeed.text(need), MemoryNeed.text(need / 2)));
    }
  }

  /** The program in the README, compiled and called. */
  @Test
  void theProgramInTheReadmeWorks() throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = readme("Errors")) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      var method = loader.loadClass("Errors").getDeclaredMethod("of", String.class);
      method.setAccessible(true);
      Object errors = method.invoke(null, spec("relu", "local", 1, 3));
      try (Catalogue catalogue = catalogue()) {
        assertThat(errors).isEqualTo(run(engine(catalogue), spec("relu", "local", 1, 3)));
      }
    } finally {
      System.setOut(out);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("...");
  }

  /** The example in the package's documentation is Java that compiles. */
  @Test
  void theExampleOfThePackageCompiles() throws Exception {
    String documentation =
        Files.readString(Path.of("engine/src/main/java/io/onestep/engine/package-info.java"));
    Matcher example =
        Pattern.compile("\\{@code\n(.*?)\n \\* \\}</pre>", Pattern.DOTALL).matcher(documentation);
    assertThat(example.find()).isTrue();
    String code =
        example.group(1).lines().map(line -> line.substring(3)).collect(Collectors.joining("\n"));
    Set<String> imports =
        Set.of(
            "com.google.inject.Guice",
            "io.onestep.engine.*",
            "io.onestep.engine.catalogue.*",
            "io.onestep.engine.plan.*",
            "io.onestep.engine.result.*",
            "java.nio.file.Path");
    String source =
        imports.stream().map(i -> "import " + i + ";").collect(Collectors.joining())
            + "class Example { void run(ClassLoader loader, String json) throws Exception {"
            + code
            + "}}";
    compiled("Example", source).compileTo(Files.createDirectory(temporary.resolve("classes")));
  }
}
