package io.onestep.runner.folder;

import com.google.inject.Inject;
import io.onestep.engine.Engine;
import io.onestep.engine.binding.Json;
import io.onestep.engine.catalogue.CatalogueEntry;
import io.onestep.engine.catalogue.Jar;
import io.onestep.engine.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a run came from: program, seed, machine, libraries, files of data. */
public final class Provenance {
  private final Engine engine;

  /**
   * Creates the writer.
   *
   * @param engine knows the components of a run
   */
  @Inject
  public Provenance(Engine engine) {
    this.engine = engine;
  }

  /**
   * Describes where a run's results came from.
   *
   * @param result the run
   * @return the content of {@value RunFolder#PROVENANCE}
   */
  public String of(RunResult result) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("onestep", version());
    provenance.put("experiment", result.experiment().spec().name());
    provenance.put("seed", result.experiment().spec().seed());
    provenance.put("backend", result.backend());
    provenance.put("executor", result.experiment().json().get("executor"));
    provenance.put(
        "java",
        "%s %s (%s)"
            .formatted(
                System.getProperty("java.vm.name"),
                Runtime.version(),
                System.getProperty("java.vendor")));
    provenance.put(
        "os",
        "%s %s (%s)"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
    provenance.put("cpu", cpu());
    provenance.put("processors", Runtime.getRuntime().availableProcessors());
    provenance.put("jars", jars(result));
    provenance.put("data_files", dataFiles(result));
    provenance.put("start", result.start().truncatedTo(ChronoUnit.SECONDS).toString());
    provenance.put("seconds", result.duration().toMillis() / 1000.0);
    provenance.put("failed_trials", result.failed().size());
    return Json.write(provenance);
  }

  /**
   * Returns the version of this program.
   *
   * @return the version, or {@code "development"} when it does not run from its jar
   */
  public static String version() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** The digests of the files that the data came from. */
  private static Map<String, String> dataFiles(RunResult result) {
    Map<String, String> files = new LinkedHashMap<>();
    result.experiment().dataFiles().forEach(file -> files.put(file.name(), file.sha256()));
    return files;
  }

  /** The jars of the run's components; where classes are in a folder, there is no digest. */
  private Map<String, Map<String, String>> jars(RunResult result) {
    Map<String, Map<String, String>> jars = new TreeMap<>();
    for (CatalogueEntry entry : engine.components(result.experiment())) {
      jars.computeIfAbsent(entry.jar(), name -> new TreeMap<>()).put("version", entry.version());
      for (Jar jar : entry.jars()) {
        jars.computeIfAbsent(jar.name(), name -> new TreeMap<>())
            .computeIfAbsent("sha256", key -> jar.sha256());
      }
    }
    return jars;
  }

  /** Linux names the processor in /proc/cpuinfo; elsewhere its architecture must do. */
  private static String cpu() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
