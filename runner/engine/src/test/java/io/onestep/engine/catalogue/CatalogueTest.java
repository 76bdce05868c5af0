package io.onestep.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.error.InsufficientResourcesException;
import io.onestep.api.error.MissingComponentException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueTest {
  private final Catalogue catalogue = Catalogue.load(getClass().getClassLoader());

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKindHasAnImplementation(Kind kind) {
    assertThat(catalogue.all(kind)).isNotEmpty();
  }

  @Test
  void namesNearMissesAndAllNames() {
    assertThatThrownBy(() -> catalogue.get(Kind.READOUT, "rigde"))
        .isInstanceOf(MissingComponentException.class)
        .hasMessage("unknown readout 'rigde'; did you mean 'ridge'? There are: ridge");
  }

  @Test
  void aJarLessOnlyMakesItsNamesUnknown() throws Exception {
    URL[] without =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.replace('\\', '/').matches(".*/learners(/target/.*|-.*)"))
            .map(CatalogueTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader =
        new URLClassLoader(without, ClassLoader.getPlatformClassLoader())) {
      // The kinds are the other loader's own, so all is said through its own classes.
      Class<?> type = loader.loadClass(Catalogue.class.getName());
      Object smaller = type.getMethod("load", ClassLoader.class).invoke(null, loader);
      Class<?> kind = loader.loadClass(Kind.class.getName());
      Object readout = kind.getMethod("valueOf", String.class).invoke(null, "READOUT");
      Object target = kind.getMethod("valueOf", String.class).invoke(null, "TARGET");
      assertThat(type.getMethod("unknown", kind, String.class).invoke(smaller, readout, "ridge"))
          .isEqualTo("unknown readout 'ridge'. There are none");
      assertThat((Iterable<?>) type.getMethod("all", kind).invoke(smaller, target)).isNotEmpty();
    }
  }

  private static URL url(String path) {
    try {
      URI uri = new File(path).toURI();
      return uri.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  private static StackTraceElement frame(String loader, String type, String method, String file) {
    return new StackTraceElement(loader, null, null, type, method, file, file == null ? -1 : 3);
  }

  @Test
  void aPluginThatEndsTheProcessIsNamed() {
    StackTraceElement wait = frame(null, "java.lang.Thread", "join", "Thread.java");
    StackTraceElement exit = frame(null, "java.lang.Runtime", "exit", "Runtime.java");
    StackTraceElement system = frame(null, "java.lang.System", "exit", "System.java");
    StackTraceElement invoke = frame(null, "java.lang.reflect.Method", "invoke", "Method.java");
    StackTraceElement plugin = frame("plugin bad.jar", "demo.Bad", "fit", "Bad.java");
    StackTraceElement other = frame("plugin other.jar", "demo.Other", "run", "Other.java");
    StackTraceElement unknown = frame("plugin bad.jar", "demo.Bad", "fit", null);
    StackTraceElement ours = frame("app", "io.onestep.runner.Main", "main", "Main.java");
    String broken = "the plugin bad.jar is broken: it ends the process at demo.Bad.fit";
    assertThat(Catalogue.explainExit(wait, exit, system, plugin, other, ours))
        .contains(broken + "(Bad.java:3); mend it");
    assertThat(Catalogue.explainExit(wait, exit, system, invoke, unknown, ours))
        .contains(broken + "(Unknown Source); mend it");
    assertThat(Catalogue.explainExit(wait, exit, system, ours, plugin)).isEmpty();
    assertThat(Catalogue.explainExit(wait, plugin, ours)).isEmpty();
  }

  /** What it says must not begin with the name of a class. */
  @Test
  void whatIsMadeForUsersIsSaidAsItIs() {
    assertThat(catalogue.describe(new InsufficientResourcesException("too large")))
        .isEqualTo("too large");
    assertThat(catalogue.describe(new BrokenComponentException(this, "fit gives null")))
        .isEqualTo(getClass().getName() + " is broken: fit gives null");
  }

  @Test
  void backendsComeByPreference() {
    List<String> names = catalogue.backends().stream().map(CatalogueEntry::name).toList();
    assertThat(names).containsExactly("openblas", "java");
  }
}
