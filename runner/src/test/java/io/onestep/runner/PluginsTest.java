package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.algebra.LinearAlgebraFactory;
import io.onestep.api.readout.ReadoutFactory;
import io.onestep.engine.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plugins, whole and broken: what {@code onestep plugins} says, and which runs they stop. */
class PluginsTest {
  private static final String SPEC =
      """
      {"name": "small", "sizes": {"n": 20, "m": 15, "k": 10, "m_test": 15},
       "data": {"type": "structured-mixture"},
       "target": {"type": "single-index", "activation": {"type": "relu"}},
       "activations": [{"type": "%s"}],
       "learner": {"type": "one-gradient-step"}, "models": [{"type": "network"}],
       "readouts": [{"type": "ridge"}]}
      """;

  @TempDir private Path temporary;
  private Path plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectory(temporary.resolve("plugins"));
  }

  /** An activation sin(u); the part in place of {@code VALUE} may be another. */
  private static String activation(String factory, String name, String value) {
    return """
        package demo;
        import io.onestep.api.component.ComponentContext;
        import io.onestep.api.activation.*;
        import io.onestep.api.network.*;
        public class FACTORY implements ActivationFactory<FACTORY.Config> {
          public record Config() {}
          public String name() { return "NAME"; }
          public String summary() { return "an activation"; }
          public Class<Config> configType() { return Config.class; }
          public Activation create(Config config, ComponentContext context) {
            return new Curve();
          }
          private static final class Curve implements Activation {
            public String label() { return "NAME"; }
            public double value(double u) { VALUE }
            public double derivative(double u) { return Math.cos(u); }
          }
        }
        """
        .replace("FACTORY", factory)
        .replace("NAME", name)
        .replace("VALUE", value);
  }

  private static PluginJar sine(String name) {
    return new PluginJar()
        .source("demo.SineFactory", activation("SineFactory", name, "return Math.sin(u);"))
        .service(ActivationFactory.class, "demo.SineFactory");
  }

  /** Writes bad.jar: the plugin "sine" with a part of its source replaced. */
  private void writeSine(String part, String instead) throws IOException {
    String source = activation("SineFactory", "sine", "return Math.sin(u);");
    assertThat(source).contains(part);
    new PluginJar()
        .source("demo.SineFactory", source.replace(part, instead))
        .service(ActivationFactory.class, "demo.SineFactory")
        .writeTo(plugins.resolve("bad.jar"));
  }

  private CommandLineRun onestep(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--plugins", plugins.toString()));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private CommandLineRun check(String activation) throws IOException {
    Path spec = Files.writeString(temporary.resolve("spec.json"), SPEC.formatted(activation));
    return onestep("check", spec.toString());
  }

  private CommandLineRun run(String activation) throws IOException {
    Path spec = Files.writeString(temporary.resolve("spec.json"), SPEC.formatted(activation));
    Path out = Files.createTempDirectory(temporary, "run");
    return onestep("run", spec.toString(), "--out", out.toString());
  }

  /** What the command says of a plugin, in one line. */
  private String said(String plugin) {
    String rows = onestep("plugins").out().replaceAll("\\s+", " ");
    assertThat(rows).contains(plugin);
    return rows;
  }

  /**
   * A broken plugin beside a good one: the good one works, a run that may have meant the broken one
   * ends with exit code 3 and the reason, one that needs none works.
   */
  private void assertHurtsNoOther(String plugin, String reason) throws IOException {
    sine("good").writeTo(plugins.resolve("good.jar"));
    CommandLineRun command = onestep("plugins");
    assertThat(command.code()).isEqualTo(ExitCode.MISSING_COMPONENT);
    assertThat(command.err()).isEmpty();
    assertThat(said(plugin)).contains(reason).contains("good.jar loaded activation 'good'");
    assertThat(check("relu").code()).isZero();
    CommandLineRun good = check("good");
    assertThat(good.code()).as(good.err()).isZero();
    assertThat(good.err()).contains("note: plugin " + plugin + " can't be used");
    assertStopped(run("sine"), plugin, reason);
  }

  private static void assertStopped(CommandLineRun run, String plugin, String reason) {
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.MISSING_COMPONENT);
    String error = run.err().lines().filter(l -> l.startsWith("error")).reduce("", String::concat);
    assertThat(error).contains(plugin).contains(reason);
    assertThat(run.err()).doesNotContain("\tat ");
  }

  @Test
  void aGoodPluginIsListedDescribedCheckedAndRun() throws IOException {
    sine("sine").writeTo(plugins.resolve("waves.jar"));
    assertThat(onestep("plugins").code()).isZero();
    assertThat(said("waves.jar")).contains("loaded activation 'sine' (waves.jar, version ?)");
    assertThat(onestep("list", "activation").out()).containsPattern("sine +waves.jar");
    assertThat(onestep("describe", "activation", "sine").out()).contains("from waves.jar");
    Path spec = Files.writeString(temporary.resolve("spec.json"), SPEC.formatted("sine"));
    assertThat(onestep("check", spec.toString()).out())
        .containsPattern("activation +sine +waves.jar");
    CommandLineRun run = run("sine");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("note: plugin");
  }

  @Test
  void theOptionMayStandAnywhere() throws IOException {
    sine("sine").writeTo(plugins.resolve("waves.jar"));
    for (String[] args :
        new String[][] {
          {"--plugins", plugins.toString(), "list", "activation"},
          {"list", "--plugins=" + plugins, "activation"},
          {"list", "activation", "--plugins", plugins.toString()}
        }) {
      assertThat(CommandLineRun.of(args).out()).contains("waves.jar");
    }
    assertThat(CommandLineRun.of("list", "activation").out()).doesNotContain("waves.jar");
  }

  /** A folder may be called like a command, as the one of plugins is as a rule. */
  @Test
  void theFolderMayHaveTheNameOfACommand() {
    for (String[] args :
        new String[][] {{"--plugins", "plugins", "plugins"}, {"--plugins=plugins", "list"}}) {
      CommandLineRun run = CommandLineRun.of(args);
      assertThat(run.code()).isEqualTo(ExitCode.WRONG_INPUT);
      assertThat(run.err()).isEqualTo("error: --plugins: 'plugins' is no folder\n");
    }
  }

  @Test
  void theFolderMustBeThere() {
    CommandLineRun run = CommandLineRun.of("list", "--plugins", temporary + "/none");
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err()).contains("error: --plugins: '").contains("none' is no folder");
    CommandLineRun without = CommandLineRun.of("list", "--plugins");
    assertThat(without.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(without.err()).contains("--plugins");
  }

  @Test
  void aFolderWithoutPluginsIsNoError() {
    assertThat(onestep("plugins"))
        .returns(0, CommandLineRun::code)
        .satisfies(run -> assertThat(run.out()).startsWith("no plugins; put jars into a folder"));
  }

  @Test
  void filesThatAreNoPluginsAreLeftAlone() throws IOException {
    Files.writeString(plugins.resolve("README.txt"), "plugins go here");
    Files.writeString(plugins.resolve(".hidden.jar"), "");
    assertThat(onestep("plugins").out()).startsWith("no plugins");
  }

  @Test
  void anEmptyJar() throws IOException {
    new PluginJar()
        .file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
        .writeTo(plugins.resolve("bad.jar"));
    assertHurtsNoOther("bad.jar", "it is empty: no class is in it; build it again");
  }

  @Test
  void aFileThatIsNoJar() throws IOException {
    Files.writeString(plugins.resolve("bad.jar"), "<html>not found</html>");
    assertHurtsNoOther("bad.jar", "bad.jar is no jar (");
  }

  @Test
  void aFileWithoutContent() throws IOException {
    Files.createFile(plugins.resolve("bad.jar"));
    assertHurtsNoOther("bad.jar", "bad.jar is no jar (zip file is empty)");
  }

  @Test
  void aFolderWithoutJars() throws IOException {
    Files.createDirectory(plugins.resolve("bad"));
    assertHurtsNoOther("bad", "the folder holds no jar");
  }

  @Test
  void aJarWithoutServices() throws IOException {
    new PluginJar()
        .source("demo.SineFactory", activation("SineFactory", "sine", "return u;"))
        .writeTo(plugins.resolve("bad.jar"));
    assertHurtsNoOther("bad.jar", "it names no component; list its factories, one a line, in a");
  }

  @Test
  void aServicesFileOfTheWrongName() throws IOException {
    new PluginJar()
        .source("demo.SineFactory", activation("SineFactory", "sine", "return u;"))
        .file("META-INF/services/io.onestep.api.activation.ActivationsFactory", "demo.SineFactory")
        .writeTo(plugins.resolve("bad.jar"));
    assertHurtsNoOther(
        "bad.jar",
        "io.onestep.api.activation.ActivationsFactory names no kind of component, did you mean"
            + " io.onestep.api.activation.ActivationFactory?");
  }

  @Test
  void anEmptyServicesFile() throws IOException {
    new PluginJar()
        .source("demo.SineFactory", activation("SineFactory", "sine", "return u;"))
        .service(ActivationFactory.class, "# demo.SineFactory")
        .writeTo(plugins.resolve("bad.jar"));
    assertHurtsNoOther("bad.jar", "its files under META-INF/services name no class");
  }

  @Test
  void aServicesFileThatIsNone() throws IOException {
    sine("sine")
        .service(ActivationFactory.class, "demo.SineFactory demo.OtherFactory")
        .writeTo(plugins.resolve("bad.jar"));
    assertHurtsNoOther("bad.jar", "Illegal configuration-file syntax");
  }

  @Test
  void aMissingClassHidesNoOtherOfItsPlugin() throws IOException {
    sine("wave")
        .service(ActivationFactory.class, "demo.Missing", "demo.SineFactory")
        .writeTo(plugins.resolve("bad.jar"));
    assertHurtsNoOther(
        "bad.jar",
        "META-INF/services/io.onestep.api.activation.ActivationFactory names the class demo.Missing,"
            + " which is not there or is damaged; correct the name or build the jar again");
    assertThat(said("bad.jar")).contains("bad.jar loaded activation 'wave'");
    assertThat(run("wave").code()).isZero();
  }

  @Test
  void anAbstractClass() throws IOException {
    writeSine("public class", "public abstract class");
    assertHurtsNoOther("bad.jar", "the class demo.SineFactory is abstract; name one");
  }

  @Test
  void aClassOfAnotherKind() throws IOException {
    sine("wave")
        .service(ReadoutFactory.class, "demo.SineFactory")
        .writeTo(plugins.resolve("bad.jar"));
    sine("good").writeTo(plugins.resolve("good.jar"));
    assertThat(said("bad.jar"))
        .contains(
            "META-INF/services/io.onestep.api.readout.ReadoutFactory names the class"
                + " demo.SineFactory, which does not implement it");
    assertThat(run("wave").code()).isZero();
    // What is wrong is a readout, so that an unknown activation has nothing to do with it.
    assertThat(run("sin").err()).doesNotContain("does not implement it");
  }

  @Test
  void aClassWithoutAConstructorToCall() throws IOException {
    writeSine("public record", "SineFactory() {} public record");
    assertHurtsNoOther(
        "bad.jar", "the class demo.SineFactory has no public constructor without parameters");
  }

  @Test
  void aClassThatIsNotPublic() throws IOException {
    writeSine("public class", "class");
    assertHurtsNoOther("bad.jar", "or is not public itself");
  }

  @Test
  void aConstructorThatThrows() throws IOException {
    writeSine(
        "public record",
        "public SineFactory() { throw new IllegalStateException(\"no licence\"); }"
            + " public record");
    assertHurtsNoOther(
        "bad.jar",
        "the constructor of demo.SineFactory fails: IllegalStateException: no licence; mend it");
  }

  @Test
  void aClassThatCantBeInitialised() throws IOException {
    writeSine("public record", "static int x = 1 / (\"\".length()); public record");
    assertHurtsNoOther("bad.jar", "ArithmeticException: / by zero");
  }

  @Test
  void aNameThatIsNone() throws IOException {
    sine("Sine Wave").writeTo(plugins.resolve("bad.jar"));
    assertHurtsNoOther("bad.jar", "has the name 'Sine Wave', but a name has small letters,");
  }

  @Test
  void aNameThatThrows() throws IOException {
    writeWithName("IllegalStateException(\"no name\")");
    assertHurtsNoOther(
        "bad.jar", "demo.SineFactory can't say what it makes: IllegalStateException: no name");
  }

  @Test
  void aNameThatFailsWithAnError() throws IOException {
    for (String thrown : List.of("AssertionError(\"no name\")", "StackOverflowError()")) {
      writeWithName(thrown);
      assertHurtsNoOther(
          "bad.jar", "demo.SineFactory can't say what it makes: " + thrown.replaceAll("\\W.*", ""));
    }
  }

  @Test
  void aNameThatIsRefusedWithoutAMessage() throws IOException {
    writeWithName("io.onestep.api.error.MissingComponentException(null)");
    assertHurtsNoOther("bad.jar", "can't say what it makes: io.onestep.api.error.Missing");
  }

  private void writeWithName(String thrown) throws IOException {
    writeSine("return \"sine\"; }", "throw new " + thrown + "; }");
  }

  /** The error is of a class in the plugin, so that its loader is at hand. */
  @Test
  void pluginsAreClosedIfTheCatalogueFails() throws IOException {
    new PluginJar()
        .source(
            "demo.SineFactory",
            activation("SineFactory", "sine", "return u;")
                .replace("return \"sine\"; }", "throw new Full(); }")
                .replace(
                    "public record", "static class Full extends OutOfMemoryError {} public record"))
        .service(ActivationFactory.class, "demo.SineFactory")
        .writeTo(plugins.resolve("bad.jar"));
    ClassLoader own = getClass().getClassLoader();
    Throwable full = catchThrowable(() -> Catalogue.load(own, plugins));
    assertThat(full).isInstanceOf(OutOfMemoryError.class);
    ClassLoader loader = full.getClass().getClassLoader();
    assertThat(loader).isNotSameAs(own);
    assertThat(loader.getResource("demo/SineFactory.class")).isNull();
  }

  @Test
  void aFolderThatCantBeRead() throws IOException {
    Path folder = Files.createDirectory(plugins.resolve("bad"));
    boolean changed = folder.toFile().setReadable(false);
    assumeThat(changed && !Files.isReadable(folder)).as("root reads all").isTrue();
    try {
      assertHurtsNoOther("bad", "can't be read");
    } finally {
      folder.toFile().setReadable(true);
    }
  }

  @Test
  void aFactoryThatMakesNothing() throws IOException {
    writeSine("return new Curve();", "return null;");
    assertStopped(
        run("sine"), "activation 'sine' of bad.jar is broken", "its factory makes null; mend it");
  }

  /** A backend that is preferred to all others, and does as {@code create} says. */
  private void writeBackend(String preference, String parameter, String create) throws IOException {
    new PluginJar()
        .source(
            "demo.FastFactory",
            """
            package demo;
            import io.onestep.api.algebra.*;
            import io.onestep.api.component.ComponentContext;
            public class FastFactory implements LinearAlgebraFactory<FastFactory.Config> {
              public record Config(PARAMETER) {}
              public String name() { return "fast"; }
              public String summary() { return "a backend"; }
              public Class<Config> configType() { return Config.class; }
              public int preference() { PREFERENCE }
              public LinearAlgebra create(Config config, ComponentContext context) { CREATE }
            }
            """
                .replace("PARAMETER", parameter)
                .replace("PREFERENCE", preference)
                .replace("CREATE", create))
        .service(LinearAlgebraFactory.class, "demo.FastFactory")
        .writeTo(plugins.resolve("bad.jar"));
  }

  /** The run goes on with another backend, and the user hears why. */
  private void assertLeftAside(String reason) throws IOException {
    CommandLineRun run = run("relu");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("note: linear algebra 'fast' ").contains(reason);
  }

  @Test
  void aPreferredBackendThatFailsIsLeftAside() throws IOException {
    String first = "return 1000;";
    writeBackend(first, "", "throw new IllegalStateException(\"no card\");");
    assertLeftAside("the plugin bad.jar is broken: IllegalStateException: no card at demo.Fast");
    writeBackend(first, "", "throw new NoClassDefFoundError(\"cuda/Card\");");
    assertLeftAside("the class cuda.Card is missing");
    writeBackend(first, "", "throw new UnsatisfiedLinkError(\"no cuda in java.library.path\");");
    assertLeftAside(
        "it needs native code that can't be loaded here (no cuda in java.library.path)");
    writeBackend(first, "", "throw new AssertionError(\"no card\");");
    assertLeftAside("AssertionError: no card");
    writeBackend(first, "", "return null;");
    assertLeftAside("linear algebra 'fast' of bad.jar is broken: its factory makes null");
    writeBackend(first, "@io.onestep.api.parameter.Parameter(\"x\") int card", "return null;");
    assertLeftAside("/backend/card: is missing");
  }

  @Test
  void aBackendWhosePreferenceFailsIsABrokenPlugin() throws IOException {
    writeBackend("throw new IllegalStateException(\"no card\");", "", "return null;");
    assertThat(said("bad.jar")).contains("can't say what it makes: IllegalStateException: no card");
    CommandLineRun run = run("relu");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("note: plugin bad.jar can't be used");
  }

  @Test
  void whatAPluginSaysDoesNotControlTheTerminal() throws IOException {
    writeSine("return Math.sin(u);", "throw new IllegalStateException(\"\\033[31mred\");");
    CommandLineRun run = run("sine");
    assertStopped(run, "the plugin bad.jar is broken", "IllegalStateException: \\u001b[31mred at");
    assertThat(run.err()).doesNotContain("\033");
  }

  @Test
  void anErrorWithoutATraceIsThePluginsFaultByItsClass() throws IOException {
    writeSine("return Math.sin(u);", thrown("Quick() { super(\"quick\", null, false, false); }"));
    assertStopped(run("sine"), "the plugin bad.jar is broken", "Quick: quick");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anErrorThatIsItsOwnCauseIsAnswered() throws IOException {
    writeSine("return Math.sin(u);", thrown("public Throwable getCause() { return this; }"));
    assertStopped(run("sine"), "the plugin bad.jar is broken", "Quick at demo.SineFactory$Curve");
  }

  /** Throws an exception of the plugin's own, with a member. */
  private static String thrown(String member) {
    return "class Quick extends RuntimeException { %s } throw new Quick();".formatted(member);
  }

  @Test
  void anErrorWithoutAMessageIsAnsweredToo() throws IOException {
    for (String kind : List.of("NumericalException", "MissingComponentException")) {
      writeSine("return new Curve();", "throw new io.onestep.api.error." + kind + "(null);");
      CommandLineRun run = run("sine");
      assertThat(run.code())
          .isEqualTo(
              kind.startsWith("Num") ? ExitCode.NUMERICAL_FAILURE : ExitCode.MISSING_COMPONENT);
      assertThat(run.err())
          .contains(
              kind.startsWith("Num")
                  ? "error: a computation failed and did not say why"
                  : "error: MissingComponentException");
    }
  }

  @Test
  void aConfigurationThatIsNoRecord() throws IOException {
    writeSine("return Config.class; }", "return null; }");
    assertHurtsNoOther("bad.jar", "has no summary, or no record as its configuration");
  }

  /** Factories had no summary in the interface that this plugin was built against. */
  @Test
  void aFactoryBuiltAgainstAnotherInterface() throws IOException {
    Path old = Files.createDirectory(temporary.resolve("old"));
    new PluginJar()
        .source(
            "io.onestep.api.component.ComponentFactory",
            """
            package io.onestep.api.component;
            public interface ComponentFactory<C extends Record, T> {
              String name();
              Class<C> configType();
              T create(C config, ComponentContext context);
            }
            """)
        .compileTo(old);
    new PluginJar()
        .against(old)
        .source(
            "demo.SineFactory",
            activation("SineFactory", "sine", "return u;")
                .replace("public String summary() { return \"an activation\"; }", ""))
        .service(ActivationFactory.class, "demo.SineFactory")
        .writeTo(plugins.resolve("bad.jar"));
    assertHurtsNoOther(
        "bad.jar", "it was built against another version of Onestep (AbstractMethodError");
  }

  /** The class of the api that the plugin needs is not in this version. */
  @Test
  void aFactoryThatNeedsMoreOfTheApi() throws IOException {
    Path later = Files.createDirectory(temporary.resolve("later"));
    new PluginJar()
        .source(
            "io.onestep.api.network.Periodic",
            "package io.onestep.api.network; public interface Periodic {}")
        .compileTo(later);
    new PluginJar()
        .against(later)
        .source(
            "demo.SineFactory",
            activation("SineFactory", "sine", "return u;")
                .replace("FACTORY.Config>", "FACTORY.Config>")
                .replace("Config> {", "Config>, Periodic {"))
        .service(ActivationFactory.class, "demo.SineFactory")
        .writeTo(plugins.resolve("bad.jar"));
    assertHurtsNoOther(
        "bad.jar", "it was built against another version of Onestep (NoClassDefFoundError");
  }

  /** All is well until the activation is used: the factories are as they are now. */
  @Test
  void anActivationBuiltAgainstAnotherInterface() throws IOException {
    Path old = Files.createDirectory(temporary.resolve("old"));
    new PluginJar()
        .source(
            "io.onestep.api.activation.Activation",
            """
            package io.onestep.api.activation;
            public interface Activation {
              String label();
              double derivative(double u);
            }
            """)
        .compileTo(old);
    new PluginJar()
        .against(old)
        .source(
            "demo.SineFactory",
            activation("SineFactory", "sine", "return u;")
                .replace("public double value(double u) { return u; }", ""))
        .service(ActivationFactory.class, "demo.SineFactory")
        .writeTo(plugins.resolve("old.jar"));
    sine("good").writeTo(plugins.resolve("good.jar"));
    assertThat(run("good").code()).isZero();
    assertStopped(
        run("sine"),
        "the plugin old.jar is broken",
        "it was built against another version of Onestep (AbstractMethodError");
  }

  @Test
  void aLibraryThatIsMissing() throws IOException {
    Path library = temporary.resolve("library.jar");
    new PluginJar()
        .source("lib.Wave", "package lib; public class Wave { public static final class W {} }")
        .writeTo(library);
    new PluginJar()
        .against(library)
        .source(
            "demo.SineFactory",
            activation("SineFactory", "sine", "return u;")
                .replace("Config> {", "Config> { public SineFactory() { new lib.Wave(); }"))
        .service(ActivationFactory.class, "demo.SineFactory")
        .writeTo(plugins.resolve("bad.jar"));
    assertHurtsNoOther(
        "bad.jar",
        "the class lib.Wave is missing; put the jar that has it beside the plugin's own");
  }

  @Test
  void aClassFileOfANewerJava() throws IOException {
    Path classes = Files.createDirectory(temporary.resolve("newer"));
    new PluginJar()
        .source("demo.SineFactory", activation("SineFactory", "sine", "return u;"))
        .compileTo(classes);
    Path factory = classes.resolve("demo/SineFactory.class");
    byte[] bytes = Files.readAllBytes(factory);
    bytes[7] = 127; // the major version
    Files.write(factory, bytes);
    new PluginJar()
        .with(classes)
        .service(ActivationFactory.class, "demo.SineFactory")
        .writeTo(plugins.resolve("bad.jar"));
    assertHurtsNoOther("bad.jar", "it needs a newer Java than this one, which is ");
  }

  /** A plugin one of whose class files ends early. */
  private void writeDamaged(String name) throws IOException {
    Path classes = Files.createDirectory(temporary.resolve("damaged"));
    new PluginJar()
        .source("demo.SineFactory", activation("SineFactory", "sine", "return u;"))
        .compileTo(classes);
    Path file = classes.resolve(name);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    new PluginJar()
        .with(classes)
        .service(ActivationFactory.class, "demo.SineFactory")
        .writeTo(plugins.resolve("bad.jar"));
  }

  @Test
  void aClassFileThatIsDamaged() throws IOException {
    writeDamaged("demo/SineFactory.class");
    assertHurtsNoOther("bad.jar", "a class in it is damaged (ClassFormatError: ");
  }

  /** It is loaded when the activation is made. */
  @Test
  void aFurtherClassFileThatIsDamaged() throws IOException {
    writeDamaged("demo/SineFactory$Curve.class");
    assertStopped(
        run("sine"),
        "the plugin bad.jar is broken",
        "a class in it is damaged (ClassFormatError: ");
  }

  @Test
  void aFolderMayHaveAnyName() throws IOException {
    for (String name : List.of("really!", "really!really", "%21", "a b#c?")) {
      plugins = Files.createDirectory(temporary.resolve(name));
      sine("sine").writeTo(plugins.resolve("waves.jar"));
      CommandLineRun run = run("sine");
      assertThat(run.code()).as(name + ": " + run.err()).isZero();
    }
  }

  @Test
  void anActivationThatFailsInARunIsNotADefectOfOurs() throws IOException {
    writeSine("return Math.sin(u);", "throw new IllegalStateException(\"not yet\");");
    assertStopped(
        run("sine"),
        "the plugin bad.jar is broken",
        "IllegalStateException: not yet at demo.SineFactory$Curve.value(");
  }

  private static PluginJar withParameter(String parameter) {
    return new PluginJar()
        .source(
            "demo.SineFactory",
            activation("SineFactory", "sine", "return u;")
                .replace("Config() {}", "Config(@io.onestep.api.parameter." + parameter + ") {}"))
        .service(ActivationFactory.class, "demo.SineFactory");
  }

  @Test
  void aParameterThatNoSpecCanGive() throws IOException {
    withParameter("Parameter(\"where\") java.io.File file").writeTo(plugins.resolve("bad.jar"));
    Path spec =
        Files.writeString(
            temporary.resolve("file.json"),
            SPEC.formatted("sine").replace("\"sine\"", "\"sine\", \"file\": \"x\""));
    assertStopped(onestep("check", spec.toString()), "has the type java.io.File, which no", "");
  }

  @Test
  void aParameterThatIsDescribedWrongly() throws IOException {
    withParameter("Parameter(value = \"x\", range = \"0 to 1\") double x")
        .writeTo(plugins.resolve("bad.jar"));
    assertStopped(
        run("sine"),
        "the parameter x of demo.SineFactory$Config is not described as it should be",
        "not an interval such as '[0, 1)': 0 to 1");
    withParameter("Parameter(value = \"x\", defaultValue = \".5\") double x")
        .writeTo(plugins.resolve("bad.jar"));
    assertStopped(run("sine"), "the parameter x of demo.SineFactory$Config", "is not JSON");
  }

  /** None is the user's fault, who has not given it, or a defect of Onestep. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "(\"x\") java.util.Map<String, Double> x | has the type java.util.Map",
        "(\"x\") float x | has the type float, which no spec can give",
        "(\"x\") double[] x | has the type double[], which no spec can give",
        "(\"x\") java.util.List x | has the type java.util.List, which no",
        "(\"x\") java.util.List<? extends Number> x | has the type java.util.List<? extends",
        "(\"x\") ActivationFactory<?> x | has the type io.onestep.api.activation.ActivationFactory",
        "(value = \"x\", range = \"[2, 1]\") double x | a range needs lower <= upper",
        "(value = \"x\", example = \"{\", defaultValue = \"1\") double x | example:1:2: is not JSON"
      })
  void aWrongParameterIsFoundWithThePlugin(String parameter, String reason) throws IOException {
    withParameter("Parameter" + parameter).writeTo(plugins.resolve("bad.jar"));
    CommandLineRun command = onestep("plugins");
    assertThat(command.code()).as(command.err()).isEqualTo(ExitCode.MISSING_COMPONENT);
    assertThat(said("bad.jar"))
        .contains(
            "broken activation 'sine' of bad.jar: the parameter x of demo.SineFactory$Config");
    assertStopped(onestep("describe", "activation", "sine"), "the parameter x", reason);
    assertStopped(run("sine"), "the parameter x of demo.SineFactory$Config", reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"2\", range = \"[0, 1]\") double x | is 2 but must be a number in [0, 1]",
        "\"\\\"A_B\\\"\") io.onestep.api.execution.Phase x | unknown value 'A_B'",
        "\"{\\\"type\\\": \\\"relu\\\", \\\"y\\\": 1}\") Activation x | unknown key 'y'",
        "\"{\\\"type\\\": \\\"sine\\\"}\") Activation x | has itself as its default"
      })
  void aDefaultThatTheParameterCantHave(String parameter, String reason) throws IOException {
    withParameter("Parameter(value = \"x\", defaultValue = " + parameter)
        .writeTo(plugins.resolve("bad.jar"));
    assertStopped(
        run("sine"), "the parameter x of demo.SineFactory$Config is not described", reason);
  }

  /** What is wrong with one component hides no other. */
  @Test
  void aParameterWhoseTypeFails() throws IOException {
    withParameter(
            "Parameter(\"x\") Bad x) { enum Bad { A; static { int i = 1 / A.ordinal(); } } } record None(")
        .writeTo(plugins.resolve("bad.jar"));
    sine("good").writeTo(plugins.resolve("good.jar"));
    assertThat(onestep("plugins").code()).isEqualTo(ExitCode.MISSING_COMPONENT);
    assertThat(said("bad.jar"))
        .contains("broken activation 'sine' of bad.jar: the plugin bad.jar is broken: ")
        .contains("/ by zero")
        .contains("good.jar loaded activation 'good'");
  }

  @Test
  void twoParametersOfOneName() throws IOException {
    withParameter(
            "Parameter(\"one\") double fooBar, @io.onestep.api.parameter.Parameter(\"two\") double foo_bar")
        .writeTo(plugins.resolve("bad.jar"));
    assertStopped(
        run("sine"), "the parameter foo_bar of demo.SineFactory$Config", "as it does fooBar");
  }

  @Test
  void aParameterThatIsCalledAsTheComponentIs() throws IOException {
    withParameter("Parameter(\"x\") String type").writeTo(plugins.resolve("bad.jar"));
    assertHurtsNoOther("bad.jar", "demo.SineFactory of bad.jar has a parameter 'type'");
  }

  @Test
  void aConfigurationThatHoldsItsLike() throws IOException {
    withParameter("Parameter(value = \"x\", defaultValue = \"[]\") java.util.List<Config> x")
        .writeTo(plugins.resolve("tree.jar"));
    assertThat(onestep("describe", "activation", "sine").out()).contains("a list, each an object");
    assertThat(run("sine").code()).isZero();
  }

  @Test
  void aKinkThatIsNone() throws IOException {
    writeSine(
        "public String label",
        "public double[] kinks() { return new double[] {0.0 / 0}; } public String label");
    assertStopped(
        run("sine"), "activation 'sine' of bad.jar is broken", "kinks gives NaN; mend it");
  }

  @Test
  void anErrorThatFailsItselfIsThePluginsFault() throws IOException {
    writeSine(
        "return Math.sin(u);",
        thrown("public String toString() { throw new IllegalStateException(\"silent\"); }"));
    assertStopped(
        run("sine"), "the plugin bad.jar is broken", "IllegalStateException: silent at demo");
  }

  @Test
  void aRefusalThatNamesNoParameter() throws IOException {
    writeSine(
        "return new Curve();",
        "throw new io.onestep.api.error.InvalidValueException(null, 1, \"2\");");
    assertStopped(
        run("sine"), "the plugin bad.jar is broken", "NullPointerException: parameter at");
  }

  @Test
  void theNameOfABuiltInComponent() throws IOException {
    sine("relu").writeTo(plugins.resolve("bad.jar"));
    assertThat(onestep("plugins").code()).isEqualTo(ExitCode.MISSING_COMPONENT);
    assertThat(said("bad.jar"))
        .containsPattern(
            "activation 'relu' of bad.jar has the name of one in \\S+, which keeps it; rename it");
    // The built-in one is used, and the user hears that the other is not.
    CommandLineRun run = run("relu");
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("note: plugin bad.jar can't be used");
  }

  @Test
  void oneNameInTwoPlugins() throws IOException {
    sine("sine").writeTo(plugins.resolve("one.jar"));
    sine("sine").writeTo(plugins.resolve("two.jar"));
    sine("good").writeTo(plugins.resolve("good.jar"));
    assertThat(said("one.jar"))
        .contains("activation 'sine' is in one.jar and in two.jar, so that neither can be used")
        .contains("activation 'sine' is in two.jar and in one.jar, so that neither can be used");
    assertStopped(run("sine"), "one.jar", "two.jar, so that neither can be used; remove one");
    assertThat(run("good").code()).isZero();
  }

  /** The api in the jar is not the one that is shared; if it were used, no factory would fit. */
  @Test
  void aJarWithTheApiInIt() throws IOException {
    Path api = Files.createDirectory(temporary.resolve("api"));
    new PluginJar()
        .source(
            "io.onestep.api.activation.Activation",
            "package io.onestep.api.activation; public interface Activation {}")
        .source(
            "io.onestep.api.component.ComponentFactory",
            "package io.onestep.api.component; public interface ComponentFactory<C, T> {}")
        .compileTo(api);
    sine("fat").with(api).writeTo(plugins.resolve("fat.jar"));
    assertThat(onestep("plugins").code()).isZero();
    assertThat(said("fat.jar"))
        .contains("fat.jar loaded activation 'fat'")
        .contains("it contains the api too, which is left aside");
    CommandLineRun run = run("fat");
    assertThat(run.code()).as(run.err()).isZero();
  }

  /** Each plugin has the library's value in its label: 1 and 2. */
  @Test
  void twoPluginsWithDifferentVersionsOfALibrary() throws IOException {
    for (int version = 1; version <= 2; version++) {
      Path folder = Files.createDirectory(plugins.resolve("p" + version));
      Path library =
          new PluginJar()
              .source(
                  "lib.Version",
                  "package lib; public class Version { public static int number() { return %d; } }"
                      .formatted(version))
              .writeTo(folder.resolve("lib.jar"));
      new PluginJar()
          .against(library)
          .source(
              "demo.SineFactory",
              activation("SineFactory", "sine-" + version, "return Math.sin(u);")
                  .replace(
                      "String label() { return",
                      "String label() { return lib.Version.number() + \"-\" +"))
          .service(ActivationFactory.class, "demo.SineFactory")
          .writeTo(folder.resolve("sine.jar"));
    }
    assertThat(onestep("plugins").code()).isZero();
    assertThat(said("p1"))
        .contains("p1 loaded activation 'sine-1' (p1/sine.jar, version ?)")
        .contains("p2 loaded activation 'sine-2' (p2/sine.jar, version ?)");
    Path spec =
        Files.writeString(
            temporary.resolve("both.json"),
            SPEC.formatted("sine-1").replace("\"sine-1\"}", "\"sine-1\"}, {\"type\": \"sine-2\"}"));
    Path out = temporary.resolve("both");
    CommandLineRun run = onestep("run", spec.toString(), "--out", out.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(out.resolve("results.csv")))
        .contains("1-sine-1")
        .contains("2-sine-2");
    assertThat(Files.readString(out.resolve("provenance.json")))
        .containsPattern(
            Pattern.compile(
                "\"p1/lib.jar\" : \\{\\s*\"version\" : \"\\?\",\\s*\"sha256\" : \"[0-9a-f]{64}\"",
                Pattern.DOTALL));
  }

  /** A component of one plugin inside a component of another. */
  @Test
  void pluginsSeeEachOthersComponents() throws IOException {
    sine("inner").writeTo(plugins.resolve("inner.jar"));
    new PluginJar()
        .source(
            "demo.SineFactory",
            activation("SineFactory", "twice", "return u;")
                .replace(
                    "record Config()",
                    "record Config(@io.onestep.api.parameter.Parameter(\"which\") Activation inner)")
                .replace("return new Curve();", "return config.inner();"))
        .service(ActivationFactory.class, "demo.SineFactory")
        .writeTo(plugins.resolve("outer.jar"));
    Path spec =
        Files.writeString(
            temporary.resolve("nested.json"),
            SPEC.formatted("twice")
                .replace("\"twice\"", "\"twice\", \"inner\": {\"type\": \"inner\"}"));
    CommandLineRun check = onestep("check", spec.toString());
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out())
        .containsPattern("activation +inner +inner.jar")
        .containsPattern("activation +twice +outer.jar");
  }
}
