package io.onestep.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InsufficientResourcesException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.execution.TaskResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The record of a run in its folder: see the description of the package for its files. Killing the
 * process at any moment loses at most the trials in flight.
 */
public final class Journal implements RunRecord, AutoCloseable {
  private static final String FOLDER = "journal";
  private static final String TRIALS = "trials.log";
  private static final String LOCK = "lock";

  private final Path folder;
  private final Path trials;
  private final RunIdentity identity;
  private final Part current;
  private final long started = System.nanoTime();
  private final JournalContent content;
  private int kept;
  private FileChannel lock;
  private RandomAccessFile out;

  private Journal(Path run, RunIdentity identity, JournalContent content, JsonNode environment) {
    this.folder = run.resolve(FOLDER);
    this.trials = folder.resolve(TRIALS);
    this.identity = identity;
    this.content = content;
    this.kept = content.results().size();
    this.current = new Part(Instant.now(), Duration.ZERO, environment);
  }

  /**
   * Creates the journal of a new run. Writes nothing before the run begins; then, the journal of a
   * finished run in this folder is replaced.
   *
   * @param run the run's folder, which need not exist
   * @param identity all that the results depend on
   * @param environment what the run works on
   * @return the journal
   */
  public static Journal create(Path run, RunIdentity identity, JsonNode environment) {
    return new Journal(run, identity, JournalContent.NONE, environment);
  }

  /**
   * Opens the journal of a run that may have been cut off, and locks it. Writes nothing before the
   * run begins.
   *
   * @param run the run's folder
   * @param environment what goes on with the run works on
   * @return the journal
   * @throws InvalidInputException if there is none, if it is damaged, if it can't be written to, or
   *     if another process works on the run
   */
  public static Journal open(Path run, JsonNode environment) {
    Path trials = run.resolve(FOLDER).resolve(TRIALS);
    if (!Files.isRegularFile(trials)) {
      throw new InvalidInputException(
          run.toString(), "holds no run that could be gone on with: there is no " + FOLDER);
    }
    for (Path path : new Path[] {run, run.resolve(FOLDER), trials}) {
      if (!Files.isWritable(path)) {
        throw new InvalidInputException(path.toString(), "can't be written to: permission denied");
      }
    }
    FileChannel lock = lock(run);
    try {
      JournalContent content = JournalContent.read(trials);
      Journal journal = new Journal(run, content.identity(), content, environment);
      journal.lock = lock;
      return journal;
    } catch (RuntimeException e) {
      close(lock);
      throw e;
    }
  }

  /**
   * Reads the identity of a run that has begun in a folder and has not finished.
   *
   * @param run the run's folder, which need not exist
   * @return the identity; empty if there is no such run
   * @throws InvalidInputException if the journal is damaged, or if another process works on the run
   */
  public static Optional<RunIdentity> unfinished(Path run) {
    Path trials = run.resolve(FOLDER).resolve(TRIALS);
    if (!Files.exists(trials)) {
      return Optional.empty();
    }
    FileChannel lock = lock(run);
    try {
      JournalContent content = JournalContent.read(trials);
      return content.finished() ? Optional.empty() : Optional.of(content.identity());
    } finally {
      close(lock);
    }
  }

  private static FileChannel lock(Path run) {
    Path file = run.resolve(FOLDER).resolve(LOCK);
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock(); // held until the channel is closed
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // another run of this process
    } catch (IOException e) {
      close(channel);
      throw new InsufficientResourcesException(file + " can't be locked: " + reason(e), e);
    }
    close(channel);
    throw new InvalidInputException(
        run.toString(),
        "another process works on this run now; wait until it has ended, or choose another folder");
  }

  private static void close(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // nothing was written through it
    }
  }

  /**
   * Returns all that the results depend on.
   *
   * @return the identity of the run, as it was when it began
   */
  public RunIdentity identity() {
    return identity;
  }

  /**
   * Returns whether the run had finished when this journal was opened.
   *
   * @return whether all of its files have been written
   */
  public boolean isFinished() {
    return content.finished();
  }

  /**
   * Returns what a user should know about the journal.
   *
   * @return a note if its last line was cut off
   */
  public Optional<String> note() {
    return content.tornLine() == 0
        ? Optional.empty()
        : Optional.of(
            "%s:%d: the last line was cut off while it was written; it is dropped, and its trial done again"
                .formatted(trials, content.tornLine()));
  }

  /**
   * Returns the number of results that are kept.
   *
   * @return those found and those added
   */
  public int size() {
    return kept;
  }

  /**
   * Returns the parts of the run, in order.
   *
   * @return those found, and at the end the current one, unless the run had finished before
   */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>(content.parts());
    if (!isFinished()) {
      parts.add(new Part(current.start(), sinceStart(), current.environment()));
    }
    return parts;
  }

  private Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - started); // a clock may be put back meanwhile
  }

  /**
   * Returns whether there is something on the disk that the run can be gone on with from.
   *
   * @return whether the run has begun
   */
  public boolean isResumable() {
    return out != null || content != JournalContent.NONE;
  }

  /**
   * Closes the journal and deletes it from the disk, as if the run had never begun.
   *
   * @throws IllegalStateException if it keeps a trial
   */
  public void withdraw() {
    if (size() > 0) {
      throw new IllegalStateException("the journal keeps " + size() + " trials");
    }
    close();
    try {
      Files.deleteIfExists(trials);
      Files.deleteIfExists(folder.resolve(LOCK));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public List<TaskResult> results() {
    return content.results();
  }

  @Override
  public void begin() {
    if (isFinished()) {
      return;
    }
    try {
      if (content == JournalContent.NONE) {
        start();
      } else {
        out = new RandomAccessFile(trials.toFile(), "rw");
        out.setLength(content.length());
        out.seek(content.length());
        append(JournalFormat.part(current));
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Makes the file whole under another name first: there is no journal without an identity. */
  private void start() throws IOException {
    Files.createDirectories(folder);
    lock = lock(folder.getParent());
    if (Files.exists(trials) && !JournalContent.read(trials).finished()) {
      throw new InvalidInputException(
          folder.getParent().toString(), "another process has begun a run here just now");
    }
    Path temporary = folder.resolve(TRIALS + ".tmp");
    Files.deleteIfExists(temporary);
    RandomAccessFile file = new RandomAccessFile(temporary.toFile(), "rw");
    try {
      file.write(JournalLine.write(JournalFormat.identity(identity)));
      file.write(JournalLine.write(JournalFormat.part(current)));
      file.getFD().sync();
      Files.move(temporary, trials, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      file.close();
      Files.deleteIfExists(temporary);
      throw e;
    }
    forceFolder();
    out = file;
  }

  /** Makes the file's name safe too, on systems that can. */
  private void forceFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders; it keeps names safe itself
    }
  }

  @Override
  public void keep(TaskResult result) {
    try {
      append(JournalFormat.result(result, sinceStart()));
      kept++;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Notes that all files of the run have been written.
   *
   * @throws InsufficientResourcesException if there is no place for it
   */
  public void finish() {
    if (isFinished()) {
      return;
    }
    try {
      append(JournalFormat.end(sinceStart()));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** No channel, which an interrupt, as of Ctrl-C, would close half-way. */
  private void append(JsonNode line) throws IOException {
    long length = out.getFilePointer();
    try {
      out.write(JournalLine.write(line));
      out.getFD().sync(); // what FileChannel.force does, but not to be interrupted
    } catch (IOException e) {
      try {
        out.setLength(length);
        out.seek(length);
      } catch (IOException again) {
        e.addSuppressed(again); // then the line is dropped when the run is gone on with
      }
      throw e;
    }
  }

  private InsufficientResourcesException unwritable(IOException e) {
    return new InsufficientResourcesException(
        "%s can't be written to: %s".formatted(trials, reason(e)), e);
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException f && f.getReason() != null
        ? f.getReason()
        : e.getMessage();
  }

  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      // every line has been forced to the disk
    }
    close(lock);
  }
}
