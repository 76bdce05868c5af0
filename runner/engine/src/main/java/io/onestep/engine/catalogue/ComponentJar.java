package io.onestep.engine.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.api.error.MissingComponentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A jar that components come from.
 *
 * @param name its file name; the whole path of a folder of classes
 * @param version its version, or {@code "?"}
 * @param sha256 the SHA-256 digest of its content, 64 hexadecimal digits (of a folder: of all names
 *     and contents in it)
 */
public record ComponentJar(String name, String version, String sha256) {
  /** Validates the form of the digest. */
  public ComponentJar {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 digest: " + sha256);
    }
  }

  /**
   * Returns the jars that this program and the components of a spec come from, but for what
   * executes the trials.
   *
   * @param spec the spec, defaults filled in
   * @param catalogue the components
   * @return each jar once, in the order of their names
   * @throws MissingComponentException if a jar can't be read any more
   */
  public static List<ComponentJar> usedBy(JsonNode spec, Catalogue catalogue) {
    JsonNode computed =
        spec instanceof ObjectNode object ? object.deepCopy().without("executor") : spec;
    Map<Path, String> versions = new HashMap<>();
    Stream.concat(
            Stream.of(ComponentJar.class),
            components(computed, catalogue).stream().map(entry -> entry.factory().getClass()))
        .forEach(type -> path(type).ifPresent(path -> versions.put(path, version(type))));
    return versions.entrySet().stream()
        .map(jar -> of(jar.getKey(), jar.getValue()))
        .sorted(Comparator.comparing(ComponentJar::name).thenComparing(ComponentJar::sha256))
        .toList();
  }

  /**
   * Returns the components of a spec: every {@code {"type": name}} in it, under the kinds that have
   * a component of that name.
   *
   * @param spec the spec
   * @param catalogue the components
   * @return each once, in the order of the spec
   */
  public static Set<CatalogueEntry> components(JsonNode spec, Catalogue catalogue) {
    Set<CatalogueEntry> used = new LinkedHashSet<>();
    collect(spec, catalogue, used);
    return used;
  }

  private static void collect(JsonNode node, Catalogue catalogue, Set<CatalogueEntry> used) {
    if (node.path("type").isTextual()) {
      for (Kind kind : Kind.values()) {
        catalogue.find(kind, node.get("type").textValue()).ifPresent(used::add);
      }
    }
    node.forEach(child -> collect(child, catalogue, used));
  }

  /** Returns the file that a class was loaded from, if it was a file. */
  private static Optional<Path> path(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null || source.getLocation() == null
          ? Optional.empty()
          : Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static String version(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "?" : version;
  }

  private static ComponentJar of(Path path, String version) {
    boolean folder = Files.isDirectory(path);
    String name = folder ? path.toString() : path.getFileName().toString();
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : folder ? files(path) : List.of(path)) {
        if (folder) {
          digest.update(path.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream in = Files.newInputStream(file)) {
          in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
      }
      return new ComponentJar(name, version, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      throw new MissingComponentException(path + ": the jar can't be read: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
