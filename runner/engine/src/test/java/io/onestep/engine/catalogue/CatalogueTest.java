package io.onestep.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  @Test
  void backendsComeByPreference() {
    List<String> names = catalogue.backends().stream().map(CatalogueEntry::name).toList();
    assertThat(names).containsExactly("openblas", "java");
  }
}
