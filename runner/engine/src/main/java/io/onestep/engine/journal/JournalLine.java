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
    String line = checksum(bytes, 0) + " " + json + "\n";
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a line.
   *
   * @param line its bytes before the line feed
   * @return its content; empty if it is not as it was written
   */
  static Optional<JsonNode> read(byte[] line) {
    int json = CHECKSUM + 1;
    if (json >= line.length || line[CHECKSUM] != ' ') {
      return Optional.empty();
    }
    String written = new String(line, 0, CHECKSUM, StandardCharsets.ISO_8859_1);
    if (!written.equals(checksum(line, json))) {
      return Optional.empty();
    }
    try {
      String text = new String(line, json, line.length - json, StandardCharsets.UTF_8);
      return Optional.of(Json.parse(text, "journal"));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static String checksum(byte[] bytes, int from) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, bytes.length - from);
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }
}
