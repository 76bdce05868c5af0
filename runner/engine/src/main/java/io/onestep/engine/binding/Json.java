package io.onestep.engine.binding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.onestep.api.error.InvalidInputException;

/**
 * Reads and writes JSON text: no duplicate keys, nothing after the end, no more than a spec can
 * need, errors with their line.
 */
public final class Json {
  /** The most bytes that a file of JSON may have. */
  public static final int MOST_BYTES = 1 << 24;

  /** So many characters of a value are shown in a message. */
  private static final int LONGEST_SHOWN = 60;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(100)
          .maxNumberLength(1_000)
          .maxNameLength(1_000)
          .maxStringLength(100_000)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
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
    } catch (StreamConstraintsException e) {
      // It names the limit, then the method that says which limit that is.
      String reason = e.getOriginalMessage().replaceAll(", from `[^`]*`", "");
      throw new InvalidInputException(where(e, source), "is more than JSON may be here: " + reason);
    } catch (JsonProcessingException e) {
      // It ends with what a programmer could do about it.
      String reason =
          e.getOriginalMessage()
              .replaceAll(
                  "\\(start marker at \\[Source: .*; line: (\\d+), column: (\\d+)\\]\\)",
                  "of that at $1:$2")
              .replaceAll(":? \\(?(enable `|bound as `|not recognized as one)[^\\n]*", "");
      throw new InvalidInputException(where(e, source), "is not JSON: " + reason);
    }
  }

  private static String where(JsonProcessingException e, String source) {
    JsonLocation location = e.getLocation();
    return location == null
        ? source
        : source + ":" + location.getLineNr() + ":" + location.getColumnNr();
  }

  /**
   * Writes JSON for a message.
   *
   * @param node the value
   * @return its text, of a long one the beginning
   */
  public static String shortened(JsonNode node) {
    String text = node.toString();
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN - 3) + "...";
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
