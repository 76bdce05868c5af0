package io.onestep.runner.folder;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InsufficientResourcesException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.engine.binding.Json;
import io.onestep.engine.journal.Journal;
import io.onestep.engine.journal.RunIdentity;
import io.onestep.engine.plan.MemoryNeed;
import java.io.IOException;
import java.io.Writer;
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
import java.util.Optional;

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
   * @throws InvalidInputException if the folder can't be written to, or holds another run or one
   *     that has not finished
   */
  public static RunFolder claim(Path path, JsonNode spec) {
    requireSameRun(path, spec);
    Optional<RunIdentity> unfinished = Journal.unfinished(path);
    if (unfinished.isPresent()) {
      throw new InvalidInputException(
          path.toString(),
          RunIdentity.sameSpec(unfinished.get().spec(), spec)
              ? "holds this run, begun and not finished; go on with --resume %s, or delete it"
                  .formatted(path)
              : "holds another run, not finished; choose another folder with --out, or delete it");
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
  private static void requireSameRun(Path path, JsonNode spec) {
    if (Files.exists(path.resolve(SPEC)) && !RunIdentity.sameSpec(read(path.resolve(SPEC)), spec)) {
      throw new InvalidInputException(
          path.toString(), "holds another run; choose another folder with --out, or delete it");
    }
  }

  /**
   * Makes sure that the disk has place for the run's files.
   *
   * @param bytes the size of the files
   * @throws InsufficientResourcesException if it has not
   */
  public void requireSpace(double bytes) {
    Path existing = path.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null) {
      return;
    }
    try {
      double free = Files.getFileStore(existing).getUsableSpace();
      if (bytes > free) {
        throw new InsufficientResourcesException(
            "the files of the run need about %s, but the disk of %s has %s free; make room, choose another disk with --out, or run fewer --trials"
                .formatted(MemoryNeed.text(bytes), existing, MemoryNeed.text(free)));
      }
    } catch (IOException e) {
      // a file system that does not say it: then writing will
    }
  }

  /**
   * Opens the folder of a run that is gone on with.
   *
   * @param path the folder
   * @param spec the spec of the run
   * @return the folder
   * @throws InvalidInputException if the folder's spec is another
   */
  public static RunFolder resume(Path path, JsonNode spec) {
    if (Files.exists(path.resolve(SPEC)) && !RunIdentity.sameSpec(read(path.resolve(SPEC)), spec)) {
      throw new InvalidInputException(
          path.toString(),
          "the journal is that of another spec than %s; delete the one that does not belong here"
              .formatted(SPEC));
    }
    return new RunFolder(path);
  }

  /** Deletes the folder if there is nothing in it. */
  public void deleteIfEmpty() {
    deleteIfEmpty(path);
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
   * Returns whether a file of the run is there.
   *
   * @param name the file's name
   * @return whether it is
   */
  public boolean has(String name) {
    return Files.isRegularFile(path.resolve(name));
  }

  /**
   * Returns the size of a file of the run.
   *
   * @param name the file's name
   * @return its bytes
   */
  public long size(String name) {
    try {
      return Files.size(path.resolve(name));
    } catch (IOException e) {
      throw new InvalidInputException(name, "can't be read: " + reason(e));
    }
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
    replace(name, temporary -> Files.write(temporary, bytes));
  }

  /** A text that is too long to be had in one piece. */
  @FunctionalInterface
  public interface Text {
    /**
     * Writes it.
     *
     * @param out where to
     * @throws IOException if it can't be written there
     */
    void writeTo(Appendable out) throws IOException;
  }

  /**
   * Writes a file of the run.
   *
   * @param name the file's name
   * @param text its text
   * @throws IOException if the disk is full or the folder can't be written to
   */
  public void write(String name, Text text) throws IOException {
    replace(
        name,
        temporary -> {
          try (Writer out = Files.newBufferedWriter(temporary)) {
            text.writeTo(out);
          }
        });
  }

  /** Writes a file. */
  @FunctionalInterface
  private interface FileWriter {
    void write(Path file) throws IOException;
  }

  /** Has a file written elsewhere before it takes its place. */
  private void replace(String name, FileWriter writer) throws IOException {
    Files.createDirectories(path);
    Path temporary = path.resolve("." + name + ".tmp"); // with the permissions that files get here
    try {
      writer.write(temporary);
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
