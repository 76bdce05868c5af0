package io.onestep.runner.folder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.inject.Inject;
import io.onestep.engine.Engine;
import io.onestep.engine.binding.Json;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.catalogue.CatalogueEntry;
import io.onestep.engine.catalogue.Jar;
import io.onestep.engine.catalogue.Kind;
import io.onestep.engine.journal.JarDigest;
import io.onestep.engine.journal.Part;
import io.onestep.engine.journal.RunIdentity;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run came from: program, seed, machine, libraries, files of data. */
public final class Provenance {
  private final Engine engine;
  private final Catalogue catalogue;

  /**
   * Creates the writer.
   *
   * @param engine knows the components of a run
   * @param catalogue knows the diagnostics
   */
  @Inject
  public Provenance(Engine engine, Catalogue catalogue) {
    this.engine = engine;
    this.catalogue = catalogue;
  }

  /**
   * Names all that the results of an experiment depend on.
   *
   * @param experiment the experiment, its backend named
   * @return the identity of its run
   * @throws io.onestep.api.error.InvalidInputException if files of data are missing or wrong
   * @throws io.onestep.api.error.MissingComponentException if the backend can't work here
   */
  public RunIdentity identity(Experiment experiment) {
    return new RunIdentity(
        version(),
        experiment.json(),
        experiment.spec().backend().orElseThrow().create().description(),
        jars(
            engine.components(experiment).stream()
                .filter(entry -> entry.kind() != Kind.EXECUTOR) // which changes no number
                .toList()),
        experiment.dataFiles());
  }

  private static List<JarDigest> jars(Collection<CatalogueEntry> components) {
    Map<String, JarDigest> jars = new TreeMap<>();
    Map<Path, String> digests = new HashMap<>();
    for (CatalogueEntry entry : components) {
      jars.putIfAbsent(entry.jar(), new JarDigest(entry.jar(), entry.version(), ""));
      for (Jar jar : entry.jars()) {
        String digest = digests.computeIfAbsent(jar.path(), path -> jar.sha256());
        String version = jar.name().equals(entry.jar()) ? entry.version() : "?";
        jars.merge(
            jar.name(),
            new JarDigest(jar.name(), version, digest),
            (known, again) -> known.sha256().isEmpty() ? again : known);
      }
    }
    return List.copyOf(jars.values());
  }

  /**
   * Describes what this process works on.
   *
   * @return Java, operating system, processor
   */
  public ObjectNode environment() {
    return JsonNodeFactory.instance
        .objectNode()
        .put(
            "java",
            "%s %s (%s)"
                .formatted(
                    System.getProperty("java.vm.name"),
                    Runtime.version(),
                    System.getProperty("java.vendor")))
        .put(
            "os",
            "%s %s (%s)"
                .formatted(
                    System.getProperty("os.name"),
                    System.getProperty("os.version"),
                    System.getProperty("os.arch")))
        .put("cpu", cpu())
        .put("processors", Runtime.getRuntime().availableProcessors());
  }

  /**
   * Describes where a run's results came from.
   *
   * @param result the run
   * @param identity all that its results depend on
   * @param parts the parts that it was done in, at least one
   * @return the content of {@value RunFolder#PROVENANCE}
   */
  public String of(RunResult result, RunIdentity identity, List<Part> parts) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("onestep", identity.onestep());
    provenance.put("experiment", result.experiment().spec().name());
    provenance.put("seed", result.experiment().spec().seed());
    provenance.put("backend", identity.backend());
    provenance.put("executor", result.experiment().json().get("executor"));
    Part last = parts.get(parts.size() - 1);
    last.environment().properties().forEach(e -> provenance.put(e.getKey(), e.getValue()));
    provenance.put("jars", described(identity.jars()));
    List<JarDigest> diagnostics = otherJarsOfDiagnostics(identity);
    if (!diagnostics.isEmpty()) {
      provenance.put("jars_of_diagnostics", described(diagnostics));
    }
    Map<String, String> files = new LinkedHashMap<>();
    identity.dataFiles().forEach(file -> files.put(file.name(), file.sha256()));
    provenance.put("data_files", files);
    provenance.put("start", text(parts.get(0).start()));
    provenance.put("seconds", parts.stream().mapToDouble(Provenance::seconds).sum());
    if (parts.size() > 1) {
      provenance.put("parts", parts.stream().map(Provenance::part).toList());
    }
    provenance.put(FailedTrials.KEY, FailedTrials.of(result));
    return Json.write(provenance);
  }

  /** No number depends on them, so that they are no part of the identity. */
  private List<JarDigest> otherJarsOfDiagnostics(RunIdentity identity) {
    Set<String> named = identity.jars().stream().map(JarDigest::name).collect(Collectors.toSet());
    return jars(
        catalogue.all(Kind.DIAGNOSTIC).stream()
            .filter(entry -> !named.contains(entry.jar()))
            .toList());
  }

  private static Map<String, Object> part(Part part) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("start", text(part.start()));
    description.put("seconds", seconds(part));
    part.environment().properties().forEach(e -> description.put(e.getKey(), e.getValue()));
    return description;
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static double seconds(Part part) {
    return part.duration().toMillis() / 1000.0;
  }

  private static Map<String, Map<String, String>> described(List<JarDigest> digests) {
    Map<String, Map<String, String>> jars = new LinkedHashMap<>();
    for (JarDigest jar : digests) {
      Map<String, String> description = new LinkedHashMap<>();
      description.put("version", jar.version());
      if (!jar.sha256().isEmpty()) {
        description.put("sha256", jar.sha256());
      }
      jars.put(jar.name(), description);
    }
    return jars;
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
