package io.onestep.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.engine.binding.Json;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/** A line of a journal: the checksum of what follows, a space, JSON, a line feed. */
final class JournalLine {
  private static final int CHECKSUM = 8;

  private JournalLine() {}

  static byte[] write(JsonNode content) {
    String json = content.toString();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String line = checksum(bytes, 0, bytes.length) + " " + json + "\n";
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the line from an index of a file's bytes to another, where its line feed stands.
   *
   * @return its content; empty if it is not as it was written
   */
  static Optional<JsonNode> read(byte[] bytes, int from, int lineFeed) {
    int json = from + CHECKSUM + 1;
    if (json >= lineFeed || bytes[json - 1] != ' ') {
      return Optional.empty();
    }
    String written = new String(bytes, from, CHECKSUM, StandardCharsets.ISO_8859_1);
    if (!written.equals(checksum(bytes, json, lineFeed))) {
      return Optional.empty();
    }
    try {
      String text = new String(bytes, json, lineFeed - json, StandardCharsets.UTF_8);
      return Optional.of(Json.parse(text, "journal"));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static String checksum(byte[] bytes, int from, int to) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, to - from);
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }
}
