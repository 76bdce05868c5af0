package io.onestep.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.api.data.DataFile;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.MissingComponentException;
import io.onestep.api.error.Problem;
import io.onestep.engine.binding.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that a run's results depend on.
 *
 * @param onestep the version of this program
 * @param spec the spec, defaults filled in, its backend named
 * @param backend the linear algebra, with its version and what it has chosen for the processor
 * @param jars the jars that the spec's components and this program come from
 * @param dataFiles the files that the data come from
 */
public record RunIdentity(
    String onestep, JsonNode spec, String backend, List<JarDigest> jars, List<DataFile> dataFiles) {
  private static final String REMEDY =
      "; go on with what it was begun with, or run it anew in another folder";

  /** Copies the lists. */
  public RunIdentity {
    Objects.requireNonNull(onestep, "onestep");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(backend, "backend");
    jars = List.copyOf(jars);
    dataFiles = List.copyOf(dataFiles);
  }

  /**
   * Makes sure that a version of this program is the one that began the run.
   *
   * @param version the version that is to go on
   * @param where the run, for the message
   * @throws MissingComponentException if it is another
   */
  public void requireVersion(String version, String where) {
    if (!version.equals(onestep)) {
      throw new MissingComponentException(
          "%s: was begun by Onestep %s, and this is Onestep %s%s"
              .formatted(where, onestep, version, REMEDY));
    }
  }

  /**
   * Makes sure that what is to go on with this run gives the same results.
   *
   * @param now the identity of what is to go on
   * @param where the run, for the messages
   * @throws MissingComponentException if the program or a jar or the backend is another
   * @throws InvalidInputException if the spec or a file of data is another
   */
  public void requireSame(RunIdentity now, String where) {
    requireVersion(now.onestep, where);
    List<String> components = new ArrayList<>();
    for (JarDigest jar : jars) {
      change("jar", jar, now.jars, JarDigest::name, JarDigest::sha256).ifPresent(components::add);
    }
    if (!now.backend.equals(backend)) {
      components.add("the linear algebra was %s, and is %s now".formatted(backend, now.backend));
    }
    if (!components.isEmpty()) {
      throw new MissingComponentException(where + ": " + String.join("; ", components) + REMEDY);
    }
    List<Problem> problems = new ArrayList<>();
    if (!sameSpec(spec, now.spec)) {
      problems.add(new Problem(where, "the journal is that of another spec"));
    }
    for (DataFile file : dataFiles) {
      change("file", file, now.dataFiles, DataFile::name, DataFile::sha256)
          .ifPresent(
              change ->
                  problems.add(
                      new Problem(
                          where,
                          "%s; bring it back, or run anew in another folder".formatted(change))));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }

  /** Says how a file is another one now, if it is; under another name it is still the same. */
  private static <T> Optional<String> change(
      String noun, T then, List<T> now, Function<T, String> name, Function<T, String> sha256) {
    if (sha256.apply(then).isEmpty()
        || now.stream().anyMatch(file -> sha256.apply(file).equals(sha256.apply(then)))) {
      return Optional.empty();
    }
    return Optional.of(
        now.stream()
            .filter(file -> name.apply(file).equals(name.apply(then)))
            .findFirst()
            .map(
                file ->
                    "the %s %s has changed (SHA-256 %s then, %s now)"
                        .formatted(
                            noun,
                            name.apply(then),
                            beginning(sha256.apply(then)),
                            beginning(sha256.apply(file))))
            .orElseGet(
                () ->
                    "the %s %s (SHA-256 %s) is not there any more"
                        .formatted(noun, name.apply(then), beginning(sha256.apply(then)))));
  }

  private static String beginning(String sha256) {
    return sha256.isEmpty() ? "none" : sha256.substring(0, 12) + "...";
  }

  /**
   * Returns whether two specs give the same results: whether they are the same up to what executes
   * the trials, which changes no number.
   *
   * @param one a spec, defaults filled in
   * @param other another
   * @return whether they are
   */
  public static boolean sameSpec(JsonNode one, JsonNode other) {
    return withoutExecutor(one).equals(withoutExecutor(other));
  }

  private static JsonNode withoutExecutor(JsonNode spec) {
    JsonNode copy = Json.parse(Json.write(spec), "spec"); // numbers as they come out of a file
    return copy instanceof ObjectNode object ? object.without("executor") : copy;
  }
}
