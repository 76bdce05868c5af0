package io.onestep.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.execution.TaskResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a journal holds.
 *
 * @param identity all that the results depend on; null of no journal
 * @param parts the parts of the run
 * @param results the results, in the order in which they came
 * @param finished whether the run has finished
 * @param length the length in bytes of all lines that are whole
 * @param tornLine the number of the last line if it was cut off, or 0
 */
record JournalContent(
    RunIdentity identity,
    List<Part> parts,
    List<TaskResult> results,
    boolean finished,
    long length,
    int tornLine) {
  static final JournalContent NONE = new JournalContent(null, List.of(), List.of(), false, 0, 0);

  /**
   * Reads a journal, line by line: that of a long run may be larger than an array can be.
   *
   * @throws InvalidInputException if it can't be read, or a line is wrong that is not the last, or
   *     is none of a run
   */
  static JournalContent read(Path file) {
    Reading reading = new Reading(file);
    try (InputStream in = Files.newInputStream(file)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      byte[] bytes = new byte[1 << 16];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        int from = 0;
        for (int i = 0; i < count; i++) {
          if (bytes[i] == '\n') {
            line.write(bytes, from, i - from);
            reading.take(line.toByteArray());
            line.reset();
            from = i + 1;
          }
        }
        line.write(bytes, from, count - from);
      }
      return reading.end(line.size() > 0);
    } catch (IOException e) {
      throw new InvalidInputException(file.toString(), "can't be read: " + e.getMessage());
    } catch (IllegalArgumentException | DateTimeException e) { // someone has put a checksum right
      throw new InvalidInputException(
          file.toString(),
          "has a line that is not one of a run (%s); run anew in another folder"
              .formatted(e.getMessage()));
    }
  }

  /** What has been read of a journal. */
  private static final class Reading {
    private final Path file;
    private final List<Part> parts = new ArrayList<>();
    private final List<TaskResult> results = new ArrayList<>();
    private RunIdentity identity;
    private JsonNode part;
    private Duration duration = Duration.ZERO;
    private boolean finished;
    private long length;
    private int lines;

    /** Whether a line was not as it was written, which only the last may be. */
    private boolean torn;

    Reading(Path file) {
      this.file = file;
    }

    /** Takes the bytes of a line before its line feed. */
    void take(byte[] line) {
      Optional<JsonNode> content = torn ? Optional.empty() : JournalLine.read(line);
      if (content.isEmpty()) {
        tear();
        return;
      }
      lines++;
      length += line.length + 1;
      if (identity == null) {
        identity = identity(content.get());
      } else {
        add(content.get());
      }
    }

    private void tear() {
      if (torn || lines == 0) {
        throw new InvalidInputException(
            file + ":" + (lines + 1),
            "the line is damaged: its checksum is wrong. No interruption leaves this behind, so"
                + " the journal can't be trusted; run anew in another folder");
      }
      torn = true;
    }

    private RunIdentity identity(JsonNode line) {
      if (line.path("format").asInt() != JournalFormat.VERSION) {
        throw new InvalidInputException(
            file.toString(),
            "is a journal of Onestep %s in another format; go on with that version"
                .formatted(line.path("onestep").asText()));
      }
      return JournalFormat.identity(line);
    }

    private void add(JsonNode line) {
      switch (line.path(JournalFormat.LINE).asText()) {
        case JournalFormat.PART -> {
          endPart();
          part = line;
          duration = Duration.ZERO;
        }
        case JournalFormat.DONE, JournalFormat.FAILED -> {
          results.add(JournalFormat.result(line));
          duration = JournalFormat.sinceStart(line);
        }
        case JournalFormat.END -> {
          finished = true;
          duration = JournalFormat.sinceStart(line);
        }
        default -> {} // of no kind that is known
      }
    }

    private void endPart() {
      if (part != null) {
        parts.add(JournalFormat.part(part, duration));
      }
    }

    /** Ends with the file; the last line may have no line feed. */
    JournalContent end(boolean unended) {
      if (unended) {
        tear();
      }
      if (identity == null) {
        throw new InvalidInputException(file.toString(), "is empty; run anew in another folder");
      }
      endPart();
      return new JournalContent(identity, parts, results, finished, length, torn ? lines + 1 : 0);
    }
  }
}
