package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.Guice;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.RunListener;
import io.onestep.engine.binding.Json;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.catalogue.Kind;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Components of plugins that load and are made, and then give in a run what their interface does
 * not allow: whose fault it is must be said, and no trial that has ended be lost.
 */
class MisbehavingPluginTest {
  private static final String BAD = "{\"type\": \"bad\"}";
  private static final String DATASET =
      "{\"type\": \"dataset\", \"draw\": \"gaussian\", \"source\": %s, \"pipeline\": [%s]}";

  /** What is whole of it is inherited by the case's own code. */
  private static final String SOURCE =
      """
      package demo;
      import io.onestep.api.activation.*;
      import io.onestep.api.algebra.*;
      import io.onestep.api.component.*;
      import io.onestep.api.data.*;
      import io.onestep.api.diagnostic.*;
      import io.onestep.api.execution.*;
      import io.onestep.api.model.*;
      import io.onestep.api.network.*;
      import io.onestep.api.observable.*;
      import io.onestep.api.observable.Observable;
      import io.onestep.api.prediction.*;
      import io.onestep.api.random.*;
      import io.onestep.api.readout.*;
      import io.onestep.api.setting.*;
      import java.util.*;
      public class BadFactory implements @SERVICE@<BadFactory.Config> {
        public record Config() {}
        static int calls;
        int names;
        public String name() { @NAME@ }
        public String summary() { return "a component"; }
        public int preference() { return 0; }
        public Class<Config> configType() { return Config.class; }
        public @PRODUCT@ create(Config config, ComponentContext context) {
          int n = context.sizes().n();
          int k = context.sizes().k();
          return @CREATE@;
        }
        static <E extends Throwable> void sneak(Throwable thrown) throws E { throw (E) thrown; }
        static class Curve implements Activation {
          public String label() { return "bad"; }
          public double value(double u) { return u; }
          public double derivative(double u) { return 1; }
        }
        static class Normal implements Population {
          final int n;
          Normal(int n) { this.n = n; }
          public List<MixtureComponent> components() {
            Matrix one = Matrix.zeros(n, n);
            for (int i = 0; i < n; i++) one.data()[i * n + i] = 1;
            return List.of(new MixtureComponent(1, new double[n], new DenseCovariance(one)));
          }
          List<Inputs> inputs(List<Integer> sizes, int n, int component) {
            List<Inputs> sets = new ArrayList<>();
            for (int m : sizes) {
              int[] components = new int[m];
              Arrays.fill(components, component);
              Matrix x = Matrix.zeros(m, n);
              for (int i = 0; i < x.size(); i++) x.data()[i] = Math.sin(i);
              sets.add(new Inputs(x, components));
            }
            return sets;
          }
          public List<Inputs> sample(List<Integer> sizes, RandomStreams streams) {
            return inputs(sizes, n, 0);
          }
        }
        static class Labels implements Labelling {
          public double[] label(Inputs inputs, RandomStream noise) {
            return new double[inputs.x().rows()];
          }
        }
        static class Predicts implements Predictor {
          public boolean usesNetwork(PredictionSetting setting) { return false; }
          public List<Prediction> predict(PredictionSetting s, RandomStreams r, LinearAlgebra a) {
            return List.of();
          }
          public List<String> caveats(PredictionSetting setting) { return List.of(); }
        }
        static class Model implements Equivalent {
          public String label() { return "bad"; }
          public FeatureMap features(TrainedNetwork f, Population p, LinearAlgebra a) {
            return new Raw();
          }
        }
        static class Raw implements FeatureMap {
          public void draw(Batch batch, RandomStream noise) {}
          public double[] average(Batch batch, double[] w) { return new double[batch.size()]; }
        }
        static class Reads implements Readout {
          public String label() { return "bad"; }
          public Fit fit(Matrix features, double[] y, LinearAlgebra algebra) {
            return new Fit(new double[features.columns()], 0);
          }
        }
        static class Measures implements Observable {
          public String label() { return "bad"; }
          public List<Observation> measure(TrainedTrial t, LinearAlgebra a, RandomStreams s) {
            return List.of();
          }
        }
        static class Zeros implements LinearAlgebra {
          public String description() { return "all is 0"; }
          public void multiply(double s, Matrix a, Matrix b, double t, Matrix c) {}
          public void multiplyTransposed(double s, Matrix a, Matrix b, double t, Matrix c) {}
          public void transposedMultiply(double s, Matrix a, Matrix b, double t, Matrix c) {}
          public double[] multiply(Matrix a, double[] x) { return new double[a.rows()]; }
          public double[] transposedMultiply(Matrix a, double[] x) {
            return new double[a.columns()];
          }
          public double[] multiply(FloatMatrix a, double[] x) { return new double[a.rows()]; }
          public double[] transposedMultiply(FloatMatrix a, double[] x) {
            return new double[a.columns()];
          }
          public Matrix gram(Matrix a) { return Matrix.zeros(a.rows(), a.rows()); }
          public Matrix transposedGram(Matrix a) { return Matrix.zeros(a.columns(), a.columns()); }
          public double[] solvePositiveDefinite(Matrix a, double[] b) {
            return new double[b.length];
          }
          public double[] leastSquares(Matrix a, double[] b) { return new double[a.columns()]; }
          public SymmetricEigen symmetricEigen(Matrix a) {
            return new SymmetricEigen(new double[a.rows()], Matrix.zeros(a.rows(), a.rows()));
          }
        }
        static class Classes implements Dataset {
          public ClassedInputs load() {
            Matrix x = Matrix.zeros(40, 20);
            for (int i = 0; i < x.size(); i++) x.data()[i] = Math.sin(i);
            return new ClassedInputs(List.of(new InputClass("one", x, 1)));
          }
          public List<DataFile> files() { return List.of(); }
        }
      }
      """;

  @TempDir private Path temporary;
  private Path plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectory(temporary.resolve("plugins"));
  }

  private void write(String jar, Kind kind, String name, String create) throws IOException {
    new PluginJar()
        .source(
            "demo.BadFactory",
            SOURCE
                .replace("@SERVICE@", kind.service().getSimpleName())
                .replace("@PRODUCT@", kind.product().getSimpleName())
                .replace("@NAME@", name)
                .replace("@CREATE@", create))
        .service(kind.service(), "demo.BadFactory")
        .writeTo(plugins.resolve(jar));
  }

  private void write(Kind kind, String create) throws IOException {
    write("bad.jar", kind, "return \"bad\";", create);
  }

  /** A small spec with some parts in place of the usual ones. */
  private Path spec(String... parts) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("name", "\"small\"");
    all.put("sizes", "{\"n\": 20, \"m\": 15, \"k\": 10, \"m_test\": 15}");
    all.put("data", "{\"type\": \"structured-mixture\"}");
    all.put("target", "{\"type\": \"single-index\", \"activation\": {\"type\": \"relu\"}}");
    all.put("activations", "[{\"type\": \"relu\"}]");
    all.put("learner", "{\"type\": \"one-gradient-step\"}");
    all.put("models", "[{\"type\": \"network\"}]");
    all.put("readouts", "[{\"type\": \"ridge\"}]");
    all.put("trials", "4");
    all.put("executor", "{\"type\": \"local\", \"threads\": 1}");
    for (int i = 0; i < parts.length; i += 2) {
      all.put(parts[i], parts[i + 1]);
    }
    return Files.writeString(
        temporary.resolve("spec.json"),
        all.entrySet().stream()
            .map(part -> "\"%s\": %s".formatted(part.getKey(), part.getValue()))
            .collect(Collectors.joining(",\n", "{", "}")));
  }

  private String[] arguments(Path spec, Path out) {
    return new String[] {
      "run", spec.toString(), "--out", out.toString(), "--plugins", plugins.toString()
    };
  }

  private CommandLineRun run(String... parts) throws IOException {
    return CommandLineRun.of(arguments(spec(parts), temporary.resolve("run")));
  }

  private static void assertBroken(CommandLineRun run, String who, String what) {
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.MISSING_COMPONENT);
    assertThat(run.err()).contains("error: " + who + " is broken: " + what);
    assertThat(run.err()).doesNotContain("\tat ");
  }

  private static String[] part(String name, String json) {
    return new String[] {name, json};
  }

  private static Arguments broken(Kind kind, String[] parts, String create, String reason) {
    return Arguments.of(kind, parts, create, reason);
  }

  /** In an anonymous class that is whole but for one method. */
  static Stream<Arguments> wrongAnswers() {
    String[] data = part("data", BAD);
    String[] target = part("target", BAD);
    String[] activations = part("activations", "[" + BAD + "]");
    String[] learner = part("learner", BAD);
    String[] models = part("models", "[{\"type\": \"network\"}, " + BAD + "]");
    String[] readouts = part("readouts", "[{\"type\": \"ridge\"}, " + BAD + "]");
    String[] metrics = part("metrics", "[" + BAD + "]");
    String[] theory = part("theory", BAD);
    String[] generalization = part("generalization", BAD);
    String[] dataset = part("data", DATASET.formatted(BAD, ""));
    String[] exact = {models[0], models[1], "generalization", "{\"type\": \"exact\"}"};
    String[] predicted = {models[0], models[1], "theory", "{\"type\": \"ridge\"}"};
    String[] inDouble = {models[0], models[1], "test_precision", "\"double\""};
    String population =
        "new DataModel() { public Population draw(RandomStreams s) { return new Normal(n) {%s}; } }";
    String sample = "public List<Inputs> sample(List<Integer> m, RandomStreams s) { return %s; }";
    String components = "public List<MixtureComponent> components() { return %s; }";
    String labels =
        "new Target() { public Labelling draw(Population p, RandomStreams s)"
            + " { return new Labels() {%s}; } }";
    String label = "public double[] label(Inputs x, RandomStream s) { return %s; }";
    String law = "public Optional<LabelLaw> law() { return %s; }";
    String directions = "public List<double[]> directions() { return %s; }";
    String start =
        "new Learner() { public Training start(TwoLayerNetwork f, Sample x, LinearAlgebra a,"
            + " RandomStreams s) { return null; } %s }";
    String features =
        "new Model() { public FeatureMap features(TrainedNetwork f, Population p, LinearAlgebra a)"
            + " { return %s; } }";
    String average =
        features.formatted(
            "new Raw() { public double[] average(Batch b, double[] w) { return %s; } }");
    String shortDirection =
        "new Model() { public Optional<FeatureLaw> law(Activation g, Population p, double[] v)"
            + " { return Optional.of(new FeatureLaw.ConditionallyLinear(g,"
            + " List.of(new double[3]))); } }";
    String fit =
        "new Reads() { public Fit fit(Matrix x, double[] y, LinearAlgebra a) { return %s; } }";
    String measure =
        "new Measures() { public List<Observation> measure(TrainedTrial t, LinearAlgebra a,"
            + " RandomStreams s) { return %s; } }";
    String predict =
        "new Predicts() { public List<Prediction> predict(PredictionSetting p, RandomStreams s,"
            + " LinearAlgebra a) { return %s; } }";
    String errors =
        "new Generalization() { public double[][] errors(TrainedNetwork f, Equivalent m,"
            + " Population p, Labelling y, List<double[]> w, LinearAlgebra a) { return %s; }"
            + " public double memory(Sizes s) { return %s; } }";
    String zeros = "new Zeros() { public %s { return %s; } }";
    String apply =
        "new Preprocessing() { public ClassedInputs apply(ClassedInputs x, RandomStreams s)"
            + " { return null; } }";
    return Stream.of(
        broken(Kind.DATA_MODEL, data, "s -> null", "draw gives null"),
        broken(
            Kind.DATA_MODEL,
            data,
            "new DataModel() {"
                + " public Population draw(RandomStreams streams) { return new Normal(n); }"
                + " public OptionalDouble spread() { return null; } }",
            "spread gives null"),
        broken(
            Kind.DATA_MODEL,
            data,
            "new DataModel() { public Population draw(RandomStreams s) { return new Normal(n); }"
                + " public List<DataFile> sources() { return null; } }",
            "sources gives null"),
        broken(
            Kind.DATA_MODEL,
            data,
            population.formatted(components.formatted("null")),
            "components gives null"),
        broken(
            Kind.DATA_MODEL,
            data,
            population.formatted(components.formatted("List.of()")),
            "components gives none"),
        broken(
            Kind.DATA_MODEL,
            data,
            population.formatted(components.formatted("new Normal(7).components()")),
            "dimension gives 7, not 20"),
        broken(
            Kind.DATA_MODEL,
            data,
            population.formatted(
                components.formatted(
                    "List.of(super.components().get(0), new Normal(7).components().get(0))")),
            "components gives one of dimension 7 beside one of 20"),
        broken(
            Kind.DATA_MODEL,
            new String[] {"data", BAD, "target", "{\"type\": \"class-labels\", \"labels\": [1]}"},
            population.formatted(
                components.formatted("new Normal(7).components()")
                    + "public int dimension() { return n; }"),
            "components gives one whose dimension is not 20"),
        broken(
            Kind.DATA_MODEL,
            data,
            population.formatted(sample.formatted("null")),
            "sample gives null"),
        broken(
            Kind.DATA_MODEL,
            data,
            population.formatted(sample.formatted("Arrays.asList(null, null, null)")),
            "sample gives a list with null in it"),
        broken(
            Kind.DATA_MODEL,
            data,
            population.formatted(sample.formatted("List.of()")),
            "sample gives 0 sets, not 3"),
        broken(
            Kind.DATA_MODEL,
            data,
            population.formatted(sample.formatted("inputs(m, 7, 0)")),
            "sample gives 15 x 7 inputs, not 15 x 20"),
        broken(
            Kind.DATA_MODEL,
            data,
            population.formatted(sample.formatted("inputs(List.of(15, 15, 3), n, 0)")),
            "sample gives 3 x 20 inputs, not 15 x 20"),
        broken(
            Kind.DATA_MODEL,
            data,
            population.formatted(sample.formatted("inputs(m, n, 1)")),
            "sample gives an input of component 1, but there are 0 to 0"),
        broken(Kind.TARGET, target, "(p, s) -> null", "draw gives null"),
        broken(Kind.TARGET, target, labels.formatted(label.formatted("null")), "label gives null"),
        broken(
            Kind.TARGET,
            target,
            labels.formatted(label.formatted("new double[3]")),
            "label gives 3 numbers, not 15"),
        broken(Kind.TARGET, target, labels.formatted(law.formatted("null")), "law gives null"),
        broken(
            Kind.TARGET,
            target,
            labels.formatted(
                law.formatted("Optional.of(new LabelLaw.ComponentLabels(List.of(1.0)))")),
            "law gives 1 labels for 2 components"),
        broken(
            Kind.TARGET,
            target,
            labels.formatted(directions.formatted("List.of(new double[2])")),
            "directions gives 2 numbers, not 20"),
        broken(
            Kind.ACTIVATION,
            activations,
            "new Curve() { public String label() { return null; } }",
            "label gives null"),
        broken(
            Kind.ACTIVATION,
            activations,
            "new Curve() { public double[] kinks() { return null; } }",
            "kinks gives null"),
        broken(
            Kind.ACTIVATION,
            activations,
            "new Curve() { public Optional<PairMoment> pairMoment() { return null; } }",
            "pairMoment gives null"),
        broken(Kind.LEARNER, learner, start.formatted(""), "start gives null"),
        broken(
            Kind.LEARNER,
            learner,
            start.formatted("public OptionalDouble stepSize() { return null; }"),
            "stepSize gives null"),
        broken(Kind.EQUIVALENT, models, features.formatted("null"), "features gives null"),
        broken(Kind.EQUIVALENT, models, average.formatted("null"), "average gives null"),
        broken(
            Kind.EQUIVALENT,
            inDouble,
            average.formatted("new double[3]"),
            "average gives 3 numbers, not 15"),
        broken(
            Kind.EQUIVALENT,
            predicted,
            "new Model() { public Optional<FeatureLaw> law(Activation g, Population p, double[] v)"
                + " { return null; } }",
            "law gives null"),
        broken(
            Kind.EQUIVALENT,
            exact,
            "new Model() { public Optional<FeatureLaw> law(Activation g, Population p, double[] v)"
                + " { return null; } }",
            "law gives null"),
        broken(Kind.EQUIVALENT, predicted, shortDirection, "law gives 3 numbers, not 20"),
        broken(Kind.EQUIVALENT, exact, shortDirection, "law gives 3 numbers, not 20"),
        broken(Kind.READOUT, readouts, fit.formatted("null"), "fit gives null"),
        broken(
            Kind.READOUT,
            readouts,
            fit.formatted("new Fit(new double[3], 0)"),
            "fit gives 3 weights, not 10"),
        broken(
            Kind.READOUT,
            readouts,
            "new Reads() { public OptionalDouble ridgePenalty() { return null; } }",
            "ridgePenalty gives null"),
        broken(Kind.METRIC, metrics, measure.formatted("null"), "measure gives null"),
        broken(
            Kind.METRIC,
            metrics,
            measure.formatted("Collections.singletonList(null)"),
            "measure gives a list with null in it"),
        broken(
            Kind.METRIC,
            metrics,
            "new Measures() { public double memory(Sizes s) { return Double.NaN; } }",
            "memory gives NaN, not a number of bytes"),
        broken(Kind.PREDICTOR, theory, predict.formatted("null"), "predict gives null"),
        broken(
            Kind.PREDICTOR,
            theory,
            predict.formatted("List.of(new Prediction(1, 0, \"generalization_error\", 1))"),
            "predict gives a number for model 1 and readout 0, but there are 1 and 1, from 0"),
        broken(
            Kind.PREDICTOR,
            theory,
            predict.formatted(
                "Collections.nCopies(2, new Prediction(0, 0, \"generalization_error\", 1))"),
            "predict gives two numbers for generalization_error of model 0 and readout 0"),
        broken(
            Kind.PREDICTOR,
            theory,
            "new Predicts() { public double memory(PredictionSetting s) { return -1; } }",
            "memory gives -1.0, not a number of bytes"),
        broken(
            Kind.PREDICTOR,
            theory,
            "new Predicts() { public List<String> caveats(PredictionSetting s) { return null; } }",
            "caveats gives null"),
        broken(
            Kind.PREDICTOR,
            theory,
            "new Predicts() { public Optional<String> accuracy(PredictionSetting s)"
                + " { return null; } }",
            "accuracy gives null"),
        broken(
            Kind.GENERALIZATION,
            generalization,
            errors.formatted("null", "0"),
            "errors gives null"),
        broken(
            Kind.GENERALIZATION,
            generalization,
            errors.formatted("new double[2][2]", "0"),
            "errors gives those of 2 readouts, not of 1"),
        broken(
            Kind.GENERALIZATION,
            generalization,
            errors.formatted("new double[1][5]", "0"),
            "errors gives 5 numbers, not 2"),
        broken(
            Kind.GENERALIZATION,
            generalization,
            errors.formatted("new double[1][2]", "1.0 / 0"),
            "memory gives Infinity, not a number of bytes"),
        broken(
            Kind.DATASET,
            dataset,
            "new Classes() { public ClassedInputs load() { return null; } }",
            "load gives null"),
        broken(
            Kind.DATASET,
            dataset,
            "new Classes() { public List<DataFile> files() { return null; } }",
            "files gives null"),
        broken(
            Kind.PREPROCESSING,
            part("data", DATASET.formatted("{\"type\": \"fashion-mnist\"}", BAD)),
            apply,
            "apply gives null"),
        broken(
            Kind.LINEAR_ALGEBRA,
            part("backend", BAD),
            "(LinearAlgebra)"
                + " java.lang.reflect.Proxy.newProxyInstance(BadFactory.class.getClassLoader(),"
                + " new Class<?>[] {LinearAlgebra.class}, (proxy, method, given) -> null)",
            "description gives null"),
        broken(
            Kind.LINEAR_ALGEBRA,
            part("backend", BAD),
            zeros.formatted("double[] transposedMultiply(FloatMatrix a, double[] x)", "null"),
            "transposedMultiply gives null"),
        broken(
            Kind.LINEAR_ALGEBRA,
            part("backend", BAD),
            zeros.formatted(
                "double[] solvePositiveDefinite(Matrix a, double[] b)", "new double[3]"),
            "solvePositiveDefinite gives 3 numbers, not 10"),
        broken(
            Kind.LINEAR_ALGEBRA,
            part("backend", BAD),
            zeros.formatted("float[] multiply(FloatMatrix a, float[] x)", "new float[3]"),
            "multiply gives 3 numbers, not 15"),
        broken(
            Kind.LINEAR_ALGEBRA,
            part("backend", BAD),
            zeros.formatted("Matrix transposedGram(Matrix a)", "Matrix.zeros(2, 2)"),
            "lowerTransposedGram can't use what other methods give: "
                + "java.lang.IllegalArgumentException: cannot assign Matrix 2 x 2 to Matrix 10 x 10"),
        broken(
            Kind.LINEAR_ALGEBRA,
            part("backend", BAD),
            zeros.formatted("Optional<SinglePrecision> singlePrecision()", "null"),
            "singlePrecision gives null"),
        broken(
            Kind.EXECUTOR,
            part("executor", BAD),
            "new TaskExecutor() { public int parallelism() { return -1; }"
                + " public void execute(List<Task> t, TaskRunner r,"
                + " java.util.function.Consumer<TaskResult> c) {} }",
            "localParallelism gives -1, not a number of tasks"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("wrongAnswers")
  void aWrongAnswerIsThePluginsFault(Kind kind, String[] parts, String create, String reason)
      throws IOException {
    write(kind, create);
    assertBroken(
        run(parts),
        kind.noun() + " 'bad' of bad.jar",
        reason + "; mend it" + System.lineSeparator());
  }

  @Test
  void aTaskThatAnExecutorWasNotGivenIsItsFault() throws IOException {
    for (String task : List.of("null", "new Task(7, 0, 1)", "new Task(0, 99, 1)")) {
      write(
          Kind.EXECUTOR,
          "new TaskExecutor() { public int parallelism() { return 1; }"
              + " public void execute(List<Task> t, TaskRunner r,"
              + " java.util.function.Consumer<TaskResult> c) { c.accept(r.run(%s)); } }"
                  .formatted(task));
      Path out = Files.createTempDirectory(temporary, "run");
      CommandLineRun run = CommandLineRun.of(arguments(spec("executor", BAD), out));
      assertBroken(run, "executor 'bad' of bad.jar", "it runs ");
      assertThat(run.err()).contains("which is no task that it was given; mend it");
    }
  }

  /** What refuses the sizes is Onestep's, but what gave them is not. */
  @Test
  void aWrongCallOfLinearAlgebraIsThePluginsFault() throws IOException {
    for (String wrong : List.of("new double[3]", "(double[]) null")) {
      write(
          Kind.READOUT,
          "new Reads() { public Fit fit(Matrix x, double[] y, LinearAlgebra a)"
              + " { return new Fit(a.multiply(x, WRONG), 0); } }".replace("WRONG", wrong));
      Path out = Files.createTempDirectory(temporary, "run");
      CommandLineRun run = CommandLineRun.of(arguments(spec("readouts", "[" + BAD + "]"), out));
      assertBroken(run, "the plugin bad.jar", "IllegalArgumentException: ");
      assertThat(run.err()).contains(" at demo.BadFactory");
    }
  }

  @Test
  void aWrongCallOfARandomStreamIsThePluginsFault() throws IOException {
    write(
        Kind.METRIC,
        "new Measures() { public List<Observation> measure(TrainedTrial t, LinearAlgebra a,"
            + " RandomStreams s) { s.stream(\"bad\").fillGaussian(new double[3], 0, 4);"
            + " return List.of(); } }");
    CommandLineRun run = run("metrics", "[" + BAD + "]");
    assertBroken(run, "the plugin bad.jar", "IllegalArgumentException: ");
    assertThat(run.err()).contains("fillGaussian does not take 3 numbers, 0, 4 at demo.BadFactory");
  }

  /** A readout that calls it rightly is another plugin's. */
  @Test
  void aBackendThatFailsIsNotItsCallersFault() throws IOException {
    write(
        "caller.jar",
        Kind.READOUT,
        "return \"bad\";",
        "new Reads() { public Fit fit(Matrix x, double[] y, LinearAlgebra a)"
            + " { return new Fit(a.transposedMultiply(x, y), 0); } }");
    for (String error : List.of("IllegalArgumentException", "NullPointerException")) {
      write(
          Kind.LINEAR_ALGEBRA,
          "new Zeros() { public double[] transposedMultiply(Matrix a, double[] x)"
              + " { throw new "
              + error
              + "(\"a defect\"); } }");
      Path out = Files.createTempDirectory(temporary, "run");
      Path spec = spec("readouts", "[" + BAD + "]", "backend", BAD);
      CommandLineRun run = CommandLineRun.of(arguments(spec, out));
      assertBroken(run, "the plugin bad.jar", error + ": a defect at demo.BadFactory");
    }
  }

  /** What a class path brings is not Onestep's either, though it is no plugin. */
  @Test
  void aComponentOfTheClassPathIsNamedToo() throws Exception {
    write(
        Kind.READOUT,
        "new Reads() { public Fit fit(Matrix x, double[] y, LinearAlgebra a) { return null; } }");
    URL[] jars = {plugins.resolve("bad.jar").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(jars, getClass().getClassLoader())) {
      Catalogue catalogue = Catalogue.load(loader);
      Engine engine = Guice.createInjector(new EngineModule(catalogue)).getInstance(Engine.class);
      String spec = Files.readString(spec("readouts", "[" + BAD + "]"));
      assertThatThrownBy(() -> engine.run(engine.read(spec, "spec"), RunListener.SILENT))
          .isInstanceOf(BrokenComponentException.class)
          .satisfies(
              error ->
                  assertThat(catalogue.explain(error))
                      .contains("readout 'bad' of bad.jar is broken: fit gives null; mend it"));
      assertThat(catalogue.explain(new BrokenComponentException(engine, "is ours"))).isEmpty();
    }
  }

  /** Two fits go well. */
  private static final String LATE_READOUT =
      "new Reads() { public Fit fit(Matrix x, double[] y, LinearAlgebra a)"
          + " { return ++calls > 2 ? %s : super.fit(x, y, a); } }";

  @Test
  void trialsThatHaveEndedAreKept() throws IOException {
    write(Kind.READOUT, LATE_READOUT.formatted("null"));
    CommandLineRun run = run("readouts", "[" + BAD + "]");
    assertBroken(run, "readout 'bad' of bad.jar", "fit gives null; mend it");
    assertThat(run.err())
        .contains("2 of 4 trials are kept in ")
        .contains("Once the plugin is mended, run again with another --out: ");
    Path out = temporary.resolve("run");
    String[] resume = {"run", "--resume", out.toString(), "--plugins", plugins.toString()};
    // The count begins anew with the process, so that the other two go well.
    CommandLineRun resumed = CommandLineRun.of(resume);
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("2 of 4 trials are there already");
    write(Kind.READOUT, "new Reads()");
    CommandLineRun mended = CommandLineRun.of(resume);
    assertThat(mended.code()).isEqualTo(ExitCode.MISSING_COMPONENT);
    assertThat(mended.err()).contains("the jar bad.jar has changed").contains("run it anew");
  }

  /** Not an error of files: that would be taken for a full disk. */
  @Test
  void anUndeclaredExceptionIsThePluginsFault() throws IOException {
    String thrown = "sneak(new java.io.IOException(\"no disk\"));";
    write(
        Kind.READOUT,
        LATE_READOUT
            .replace("%s", "wrong()")
            .replace("} }", "}\n" + " Fit wrong() { " + thrown + " return null; } }"));
    assertBroken(
        run("readouts", "[" + BAD + "]"),
        "the plugin bad.jar",
        "java.io.IOException: no disk at demo.BadFactory");
    write(
        Kind.DATA_MODEL,
        "new DataModel() { public Population draw(RandomStreams s) { "
            + thrown
            + " return null; } }");
    assertBroken(
        CommandLineRun.of(arguments(spec("data", BAD), temporary.resolve("again"))),
        "the plugin bad.jar",
        "java.io.IOException: no disk at demo.BadFactory");
  }

  @Test
  void anUndeclaredExceptionOfANameHurtsNoOther() throws IOException {
    write(
        "bad.jar",
        Kind.READOUT,
        "sneak(new java.io.IOException(\"no name\")); return null;",
        "new Reads()");
    CommandLineRun run = run();
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("note: plugin bad.jar can't be used");
    assertThat(CommandLineRun.of("plugins", "--plugins", plugins.toString()).out())
        .contains("can't say what it makes: java.io.IOException: no name");
  }

  @Test
  void anUndeclaredExceptionOfADiagnosticStopsNoRun() throws IOException {
    write(
        Kind.DIAGNOSTIC,
        "(p, y, s, c, l, a) -> { sneak(new java.io.IOException(\"no disk\")); return null; }");
    CommandLineRun run = run();
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("not examined: the plugin bad.jar is broken: ");
  }

  /** A factory that is asked again has another name, and then none. */
  @Test
  void aNameIsAskedForOnce() throws IOException {
    for (String again : List.of("return \"worse\";", "throw new IllegalStateException();")) {
      write(
          "bad.jar", Kind.READOUT, "if (names++ == 0) { return \"bad\"; } " + again, "new Reads()");
      Path out = Files.createTempDirectory(temporary, "run");
      CommandLineRun run = CommandLineRun.of(arguments(spec("readouts", "[" + BAD + "]"), out));
      assertThat(run.code()).as(run.err()).isZero();
    }
  }

  @Test
  void theJarOfADiagnosticIsInTheProvenanceButNotInTheIdentity() throws IOException {
    write(
        Kind.DIAGNOSTIC,
        "(p, y, s, c, l, a) -> List.of(new Finding(\"mine\", Verdict.HOLDS, \"it does\"))");
    CommandLineRun run = run();
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode provenance =
        Json.parse(Files.readString(temporary.resolve("run/provenance.json")), "provenance");
    assertThat(provenance.path("jars_of_diagnostics").path("bad.jar").path("sha256").asText())
        .matches("[0-9a-f]{64}");
    assertThat(provenance.path("jars").has("bad.jar")).isFalse();
    assertThat(Files.readString(temporary.resolve("run/journal/trials.log")))
        .doesNotContain("bad.jar");
  }

  /** The process ends at once, rather than waiting for the trial that ends it. */
  @Test
  void aPluginThatEndsTheProcessIsNamedAndTrialsAreKept() throws Exception {
    write(
        Kind.READOUT,
        "new Reads() { public Fit fit(Matrix x, double[] y, LinearAlgebra a)"
            + " { if (++calls > 2) System.exit(0); return super.fit(x, y, a); } }");
    Path out = temporary.resolve("run");
    List<String> args = new ArrayList<>(List.of(arguments(spec("readouts", "[" + BAD + "]"), out)));
    ChildRun run = ChildRun.start(temporary.resolve("log"), args.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.MISSING_COMPONENT);
    assertThat(run.output())
        .contains("error: the plugin bad.jar is broken: it ends the process at demo.BadFactory")
        .doesNotContain("\tat ");
    CommandLineRun resumed =
        CommandLineRun.of("run", "--resume", out.toString(), "--plugins", plugins.toString());
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("2 of 4 trials are there already");
  }
}
