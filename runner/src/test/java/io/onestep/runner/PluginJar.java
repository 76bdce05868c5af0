package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.component.ComponentFactory;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A jar that a test compiles, against nothing but the api if not told otherwise. */
final class PluginJar {
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final List<Path> classPath = new ArrayList<>();

  /** The classes of the api, in a folder or a jar. */
  static Path api() {
    try {
      return Path.of(
          ComponentFactory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a class; {@code name} with its package. */
  PluginJar source(String name, String code) {
    sources.put(name, code);
    return this;
  }

  /** Adds a file. */
  PluginJar file(String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Names factories of a kind. */
  PluginJar service(Class<?> kind, String... factories) {
    return file("META-INF/services/" + kind.getName(), String.join("\n", factories) + "\n");
  }

  /** Compiles against a jar or a folder of classes, before the api. */
  PluginJar against(Path path) {
    classPath.add(path);
    return this;
  }

  /** Packs the classes below a folder in as well. */
  PluginJar with(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.relativize(path).toString().replace(File.separatorChar, '/'),
            Files.readAllBytes(path));
      }
    }
    return this;
  }

  /** Writes the jar and returns where it is. */
  Path writeTo(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    Path classes = Files.createTempDirectory(jar.toAbsolutePath().getParent(), ".classes");
    compileTo(classes);
    with(classes);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return Files.write(jar, bytes.toByteArray());
  }

  /** Compiles the sources into a folder. */
  void compileTo(Path classes) {
    if (sources.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    String path =
        Stream.concat(classPath.stream(), Stream.of(api()))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(diagnostics, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  new StringWriter(),
                  manager,
                  diagnostics,
                  List.of("-proc:none", "-parameters", "-cp", path, "-d", classes.toString()),
                  null,
                  sources.entrySet().stream()
                      .map(s -> new Source(s.getKey(), s.getValue()))
                      .toList())
              .call();
      assertThat(compiled).as("%s", diagnostics.getDiagnostics()).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String name, String code) {
      super(URI.create("source:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
