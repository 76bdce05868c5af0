package io.onestep.openblas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.onestep.api.error.MissingComponentException;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeLibraryTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void isLoadedAsOneCopyThatRunsOneThread() throws IOException {
    NativeLibrary.load();
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      Set<String> copies =
          maps.filter(line -> line.contains("/libopenblas"))
              .map(line -> line.substring(line.indexOf('/')))
              .collect(Collectors.toSet());
      assertThat(copies).hasSize(1);
    }
    // OpenBLAS' own variable: the number of threads that the next call will use.
    assertThat(new IntPointer(Loader.addressof("blas_cpu_number")).get()).isEqualTo(1);
  }

  @Test
  void namesTheVersionAndTheProcessor() {
    assertThat(NativeLibrary.load().description())
        .matches("OpenBLAS \\d+\\.\\d+\\.\\d+ \\(\\w[\\w-]+\\), one thread a call");
  }

  @Test
  void saysWhatIsMissingWhereThereIsNoNativeLibrary() throws Exception {
    List<URL> classPath = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (Path.of(entry).getFileName().toString().matches("openblas-.*-.*-.*\\.jar")) {
        left.add(entry);
      } else {
        classPath.add(Path.of(entry).toUri().toURL());
      }
    }
    assertThat(left).as("jars with the native library").isNotEmpty();
    try (URLClassLoader loader =
        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> factory = loader.loadClass(OpenBlasFactory.class.getName());
      Object instance = factory.getConstructor().newInstance();
      assertThat(factory.getMethod("name").invoke(instance)).isEqualTo("openblas");
      Class<?> config = loader.loadClass(OpenBlasFactory.Config.class.getName());
      Class<?> context = loader.loadClass("io.onestep.api.component.ComponentContext");
      Object[] arguments = {config.getConstructor().newInstance(), null};
      for (int attempt = 0; attempt < 2; attempt++) {
        Throwable thrown =
            catchThrowable(
                () -> factory.getMethod("create", config, context).invoke(instance, arguments));
        assertThat(thrown).isInstanceOf(InvocationTargetException.class);
        assertThat(thrown.getCause().getClass().getName())
            .isEqualTo(MissingComponentException.class.getName());
        assertThat(thrown.getCause())
            .hasMessageContaining(Loader.getPlatform())
            .hasMessageContaining("jniopenblas_nolapack")
            .hasMessageContaining("org.bytedeco:openblas")
            .hasMessageContaining("'java'");
      }
    }
  }
}
