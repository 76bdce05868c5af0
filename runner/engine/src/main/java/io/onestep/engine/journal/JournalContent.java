package io.onestep.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.execution.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * Reads a journal.
   *
   * @throws InvalidInputException if it can't be read, or a line is wrong that is not the last
   */
  static JournalContent read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidInputException(file.toString(), "can't be read: " + e.getMessage());
    }
    List<JsonNode> lines = new ArrayList<>();
    int from = 0;
    while (from < bytes.length) {
      int end = lineFeed(bytes, from);
      Optional<JsonNode> line =
          end < bytes.length ? JournalLine.read(bytes, from, end) : Optional.empty();
      if (line.isEmpty()) {
        if (lines.isEmpty() || end + 1 < bytes.length) {
          throw new InvalidInputException(
              file + ":" + (lines.size() + 1),
              "the line is damaged: its checksum is wrong. No interruption leaves this behind, so"
                  + " the journal can't be trusted; run anew in another folder");
        }
        break;
      }
      lines.add(line.get());
      from = end + 1;
    }
    return of(file, lines, from, from < bytes.length);
  }

  /** Returns the index of the next line feed; if there is none, the end of the bytes. */
  private static int lineFeed(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private static JournalContent of(Path file, List<JsonNode> lines, int length, boolean torn) {
    if (lines.isEmpty()) {
      throw new InvalidInputException(file.toString(), "is empty; run anew in another folder");
    }
    JsonNode first = lines.get(0);
    if (first.path("format").asInt() != JournalFormat.VERSION) {
      throw new InvalidInputException(
          file.toString(),
          "is a journal of Onestep %s in another format; go on with that version"
              .formatted(first.path("onestep").asText()));
    }
    List<Part> parts = new ArrayList<>();
    List<TaskResult> results = new ArrayList<>();
    JsonNode part = null;
    Duration duration = Duration.ZERO;
    boolean finished = false;
    for (JsonNode line : lines) {
      switch (line.path(JournalFormat.LINE).asText()) {
        case JournalFormat.PART -> {
          if (part != null) {
            parts.add(JournalFormat.part(part, duration));
          }
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
        default -> {} // the identity
      }
    }
    if (part != null) {
      parts.add(JournalFormat.part(part, duration));
    }
    return new JournalContent(
        JournalFormat.identity(first),
        parts,
        results,
        finished,
        length,
        torn ? lines.size() + 1 : 0);
  }
}
