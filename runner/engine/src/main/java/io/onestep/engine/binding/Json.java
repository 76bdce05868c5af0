package io.onestep.engine.binding;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.onestep.api.error.InvalidInputException;

/** Reads and writes JSON text: no duplicate keys, nothing after the end, errors with their line. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private Json() {}

  /**
   * Reads JSON.
   *
   * @param text the text
   * @param source where it comes from, for error messages
   * @return the value
   * @throws InvalidInputException if the text is not strict JSON
   */
  public static JsonNode parse(String text, String source) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw new InvalidInputException(source, "is empty; expected JSON");
      }
      return node;
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      String where =
          location == null
              ? source
              : source + ":" + location.getLineNr() + ":" + location.getColumnNr();
      throw new InvalidInputException(where, "is not JSON: " + e.getOriginalMessage());
    }
  }

  /**
   * Writes JSON, indented, ending in a line feed.
   *
   * @param node the value
   * @return its text
   */
  public static String write(Object node) {
    try {
      return WRITER.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }
}
