package io.onestep.runner.preset;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.Inject;
import io.onestep.api.error.InvalidInputException;
import io.onestep.engine.binding.Json;
import io.onestep.engine.catalogue.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The experiments that can be run by name. */
public final class Presets {
  private static final String INDEX = "index.txt";

  /** Creates the presets. */
  @Inject
  public Presets() {}

  /**
   * Returns the names of all presets.
   *
   * @return in the order of the paper's figures
   */
  public List<String> names() {
    return resource(INDEX).lines().toList();
  }

  /**
   * Returns the spec of a preset.
   *
   * @param name its name
   * @return the spec as it was written, without defaults
   */
  public JsonNode get(String name) {
    return Json.parse(resource(name + ".json"), name);
  }

  /**
   * Returns the spec that a user names: a preset, or else a file.
   *
   * @param nameOrFile a preset's name or the path of a spec file
   * @return the spec
   * @throws InvalidInputException if it is neither, or the file is not readable JSON
   */
  public JsonNode find(String nameOrFile) {
    if (names().contains(nameOrFile)) {
      return get(nameOrFile);
    }
    Path file;
    try {
      file = Path.of(nameOrFile);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "", "'" + nameOrFile + "' is no preset and can't be a file: " + e.getReason());
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "", Suggestion.unknown("preset or file", nameOrFile, names()));
    }
    try {
      if (Files.size(file) > Json.MOST_BYTES) {
        throw new InvalidInputException(
            nameOrFile,
            "has %d bytes, but a spec has %d at most".formatted(Files.size(file), Json.MOST_BYTES));
      }
      JsonNode spec = Json.parse(Files.readString(file), nameOrFile);
      if (!spec.isObject()) {
        throw new InvalidInputException(nameOrFile, "is no spec: it must be an object {...}");
      }
      return spec;
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(nameOrFile, "is not text in UTF-8");
    } catch (IOException e) {
      throw new InvalidInputException(nameOrFile, "can't be read: " + e.getMessage());
    }
  }

  private static String resource(String file) {
    try (InputStream in = Presets.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
