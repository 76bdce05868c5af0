package io.onestep.runner.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.engine.binding.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The folder of a run. A file appears in it whole or not at all.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  /** The spec with every default filled in. */
  public static final String SPEC = "spec.json";

  /** One row a measured number. */
  public static final String TRIALS = "trials.csv";

  /** One row a point and series. */
  public static final String RESULTS = "results.csv";

  /** One row a point and pair of errors that are compared. */
  public static final String VERDICTS = "verdicts.csv";

  /** What a run came from. */
  public static final String PROVENANCE = "provenance.json";

  /** The figure as vectors. */
  public static final String FIGURE_SVG = "figure.svg";

  /** The figure as pixels. */
  public static final String FIGURE_PNG = "figure.png";

  /** The page that holds everything. */
  public static final String REPORT = "report.html";

  /**
   * Makes sure that a run may write into a folder, before the run begins; leaves nothing behind.
   *
   * @param path the folder, which need not exist
   * @param spec the spec of the run
   * @return the folder
   * @throws InvalidInputException if the folder can't be written to or holds another run
   */
  public static RunFolder claim(Path path, JsonNode spec) {
    if (Files.exists(path.resolve(SPEC)) && !sameRun(read(path.resolve(SPEC)), spec)) {
      throw new InvalidInputException(
          path.toString(), "holds another run; choose another folder with --out, or delete it");
    }
    Deque<Path> created = new ArrayDeque<>();
    try {
      for (Path p = path.toAbsolutePath(); p != null && !Files.exists(p); p = p.getParent()) {
        created.addLast(p);
      }
      Files.createDirectories(path);
      Files.delete(Files.createTempFile(path, ".writable", ".tmp"));
    } catch (FileAlreadyExistsException e) {
      throw new InvalidInputException(path.toString(), "is in the way of a folder: it is a file");
    } catch (IOException e) {
      throw new InvalidInputException(
          path.toString(),
          "can't be written to: " + reason(e) + "; choose another folder with --out");
    } finally {
      created.forEach(RunFolder::deleteIfEmpty);
    }
    return new RunFolder(path);
  }

  /**
   * Opens the folder of a finished run.
   *
   * @param path the folder
   * @return the folder
   * @throws InvalidInputException if it holds no run
   */
  public static RunFolder open(Path path) {
    if (!Files.isRegularFile(path.resolve(SPEC)) || !Files.isRegularFile(path.resolve(TRIALS))) {
      throw new InvalidInputException(
          path.toString(), "holds no finished run: there is no " + SPEC + " or no " + TRIALS);
    }
    return new RunFolder(path);
  }

  /** Runs are the same if their specs are, up to what executes them, which changes no number. */
  private static boolean sameRun(JsonNode one, JsonNode other) {
    return withoutExecutor(one).equals(withoutExecutor(other));
  }

  private static JsonNode withoutExecutor(JsonNode spec) {
    JsonNode copy = Json.parse(Json.write(spec), SPEC); // numbers as they come out of a file
    return copy instanceof ObjectNode object ? object.without("executor") : copy;
  }

  private static void deleteIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // not empty or gone: as it should be
    }
  }

  private static JsonNode read(Path file) {
    return Json.parse(text(file), file.toString());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InvalidInputException(file.toString(), "can't be read: " + reason(e));
    }
  }

  /**
   * Returns the run's spec.
   *
   * @return the content of {@value #SPEC}
   */
  public JsonNode spec() {
    return read(path.resolve(SPEC));
  }

  /**
   * Reads a file of the run.
   *
   * @param name the file's name
   * @return its text
   */
  public String read(String name) {
    return text(path.resolve(name));
  }

  /**
   * Writes a file of the run.
   *
   * @param name the file's name
   * @param text its text
   * @throws IOException if the disk is full or the folder can't be written to
   */
  public void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file of the run.
   *
   * @param name the file's name
   * @param bytes its content
   * @throws IOException if the disk is full or the folder can't be written to
   */
  public void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(path);
    Path temporary = path.resolve("." + name + ".tmp"); // with the permissions that files get here
    try {
      Files.write(temporary, bytes);
      move(temporary, path.resolve(name));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or folder can be there";
    }
    return e instanceof FileSystemException f && f.getReason() != null
        ? f.getReason()
        : e.getMessage();
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
