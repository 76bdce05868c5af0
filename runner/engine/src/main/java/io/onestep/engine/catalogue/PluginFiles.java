package io.onestep.engine.catalogue;

import io.onestep.api.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The files of a plugin, before any class is loaded from them.
 *
 * @param name the name of its file or folder
 * @param jars its jars, sorted
 * @param problems what is wrong with the files; if anything is, no class can be loaded
 * @param remarks what else its author should know
 */
record PluginFiles(
    String name, List<Jar> jars, List<PluginProblem> problems, List<String> remarks) {
  private static final String SERVICES = "META-INF/services/";

  /**
   * Returns the plugins of a folder: each jar, and each folder of jars, in order of their names.
   */
  static List<PluginFiles> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(folder.toString(), "is no folder");
    }
    List<PluginFiles> plugins = new ArrayList<>();
    for (Path path : sorted(folder)) {
      String name = path.getFileName().toString();
      if (Files.isDirectory(path) && !name.startsWith(".")) {
        plugins.add(inspect(name, path));
      } else if (isJar(path)) {
        plugins.add(inspect(name, List.of(new Jar(name, path))));
      }
    }
    return plugins;
  }

  /** Inspects a folder of jars; one that can't be read hurts no other plugin. */
  private static PluginFiles inspect(String name, Path folder) {
    try {
      return inspect(
          name,
          sorted(folder).stream()
              .filter(PluginFiles::isJar)
              .map(jar -> new Jar(name + "/" + jar.getFileName(), jar))
              .toList());
    } catch (InvalidInputException e) {
      return new PluginFiles(
          name, List.of(), List.of(PluginProblem.of(e.getMessage() + "; is it yours?")), List.of());
    }
  }

  private static boolean isJar(Path path) {
    String name = path.getFileName().toString();
    return name.toLowerCase(Locale.ROOT).endsWith(".jar")
        && !name.startsWith(".")
        && !Files.isDirectory(path);
  }

  private static List<Path> sorted(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidInputException(folder.toString(), "can't be read: " + e.getMessage());
    }
  }

  private static PluginFiles inspect(String name, List<Jar> jars) {
    List<PluginProblem> problems = new ArrayList<>();
    Set<String> entries = new LinkedHashSet<>();
    for (Jar jar : jars) {
      try (ZipFile zip = new ZipFile(jar.path().toFile())) {
        zip.stream().map(ZipEntry::getName).forEach(entries::add);
      } catch (ZipException e) {
        problems.add(
            PluginProblem.of(
                jar.name() + " is no jar (" + e.getMessage() + "); build or download it again"));
      } catch (IOException e) {
        problems.add(
            PluginProblem.of(
                jar.name() + " can't be read (" + e.getMessage() + "); is it there, and yours?"));
      }
    }
    if (jars.isEmpty()) {
      problems.add(PluginProblem.of("the folder holds no jar; put the plugin's jars into it"));
    } else if (problems.isEmpty()) {
      addMissing(entries, problems);
    }
    List<String> remarks =
        entries.stream().anyMatch(e -> e.startsWith("io/onestep/api/") && e.endsWith(".class"))
            ? List.of(
                "it contains the api too, which is left aside; give onestep-api the scope"
                    + " 'provided' where it is built")
            : List.of();
    return new PluginFiles(name, jars, problems, remarks);
  }

  private static void addMissing(Set<String> entries, List<PluginProblem> problems) {
    List<String> services =
        Arrays.stream(Kind.values()).map(kind -> kind.service().getName()).toList();
    if (entries.stream().noneMatch(entry -> entry.endsWith(".class"))) {
      problems.add(PluginProblem.of("it is empty: no class is in it; build it again"));
    } else if (services.stream().noneMatch(service -> entries.contains(SERVICES + service))) {
      String near =
          entries.stream()
              .filter(entry -> entry.startsWith(SERVICES + "io.onestep."))
              .map(entry -> entry.substring(SERVICES.length()))
              .findFirst()
              .map(
                  entry ->
                      "; %s%s names no kind of component%s"
                          .formatted(
                              SERVICES,
                              entry,
                              Suggestion.nearest(entry, services)
                                  .map(service -> ", did you mean " + service + "?")
                                  .orElse("")))
              .orElse("");
      problems.add(
          PluginProblem.of(
              "it names no component%s; list its factories, one a line, in a file such as %s%s"
                  .formatted(near, SERVICES, Kind.ACTIVATION.service().getName())));
    }
  }
}
