package io.onestep.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.engine.binding.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointTest {
  private static List<String> texts(String coordinates) {
    List<JsonNode> values = new ArrayList<>();
    Json.parse(coordinates, "coordinates").forEach(values::add);
    return new Point(0, values, null, null).coordinateTexts();
  }

  @Test
  void shortNumbersAreShownAsTheyAre() {
    assertThat(texts("[12345, 12346, 20000, 0.99991, -0.5, 0, 0.0, 1e-5]"))
        .containsExactly("12345", "12346", "20000", "0.99991", "-0.5", "0", "0", "0.00001");
  }

  @Test
  void longOnesHaveFourDigits() {
    assertThat(texts("[0.2222222222222222, 0.08333333333333333, 1e300]"))
        .containsExactly("0.2222", "0.08333", "1.000e+300");
  }

  @Test
  void textsAreShownWithoutQuotesAndAllElseAsJson() {
    assertThat(texts("[\"a\", true, {\"type\": \"relu\"}]"))
        .containsExactly("a", "true", "{\"type\":\"relu\"}");
  }
}
