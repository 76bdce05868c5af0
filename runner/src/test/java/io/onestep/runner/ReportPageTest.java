package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.engine.binding.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The report's page in a real browser, opened from disk. */
@DisabledIfSystemProperty(
    named = "onestep.browser",
    matches = "off",
    disabledReason = "-Donestep.browser=off")
class ReportPageTest {
  /** Text that takes over a page that does not escape it. */
  private static final String HOSTILE =
      "a < b & c </script><img src=x onerror=\"window.hacked=1\"><!-- {{name}}";

  private static final String CURVES =
      """
      {
        "name": "curves",
        "title": %1$s,
        "description": %1$s,
        "sizes": {"n": 40},
        "data": {"type": "structured-mixture"},
        "target": {"type": "single-index", "activation": {"type": "relu"}},
        "activations": [{"type": "relu"}, {"type": "tanh"}],
        "learner": {"type": "one-gradient-step"},
        "models": [{"type": "network"}, {"type": "hermite", "degree": 2}],
        "readouts": [{"type": "ridge", "lambda": 0.01}],
        "trials": 3,
        "sweep": [{"name": "width_ratio", "path": "/sizes/width_ratio", "values": [0.5, 1, 2]}],
        "figure": {"x_label": "k/m", "y_label": %1$s}
      }
      """
          .formatted("\"" + HOSTILE.replace("\"", "\\\"") + "\"");

  private static final String MAP =
      """
      {
        "name": "map",
        "sizes": {"n": 40},
        "data": {"type": "structured-mixture"},
        "target": {"type": "single-index", "activation": {"type": "relu"}},
        "activations": [{"type": "relu"}],
        "learner": {"type": "one-gradient-step"},
        "models": [{"type": "network"}, {"type": "linear"}],
        "readouts": [{"type": "ridge", "lambda": 0.01}],
        "trials": 2,
        "sweep": [
          {"name": "alpha", "path": "/scaling/alpha", "values": [0, 0.5, 1]},
          {"name": "beta", "path": "/scaling/beta", "values": [0, 0.3, 0.6, 0.9]}
        ],
        "figure": {"z_label": "Error of generalization"}
      }
      """;

  @TempDir private static Path temporary;
  private static Browser browser;
  private static Path curves;
  private static Path predicted;
  private static Path map;

  @BeforeAll
  static void runAndStart() throws IOException {
    browser = new Browser(temporary.resolve("profile"));
    curves = run("curves", CURVES);
    predicted =
        run(
            "predicted",
            CURVES.replace(
                "\"trials\": 3",
                "\"trials\": 3, \"simulation\": false, \"theory\": {\"type\": \"ridge\"}"));
    map = run("map", MAP);
    addPredictions(curves);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path run(String name, String spec) throws IOException {
    Path file = Files.writeString(temporary.resolve(name + ".json"), spec);
    Path out = temporary.resolve(name);
    CommandLineRun run =
        CommandLineRun.of("run", file.toString(), "--quiet", "--out", out.toString());
    assertThat(run.code()).as(run.err()).isZero();
    return out;
  }

  /** As if each network's error had been predicted too high by a tenth, and one as 0. */
  private static void addPredictions(Path folder) throws IOException {
    Path trials = folder.resolve("trials.csv");
    List<String> rows = new ArrayList<>();
    for (String row : Files.readAllLines(trials)) {
      rows.add(row);
      String[] cells = row.split(",");
      if (cells[3].equals("network") && cells[5].equals("generalization_error")) {
        cells[6] = "theory";
        boolean zero = cells[0].equals("1") && cells[2].equals("tanh");
        cells[7] = zero ? "0" : Double.toString(1.1 * Double.parseDouble(cells[7]));
        rows.add(String.join(",", cells));
      }
    }
    Files.write(trials, rows);
    CommandLineRun report = CommandLineRun.of("report", folder.toString());
    assertThat(report.code()).as(report.err()).isZero();
  }

  private static void open(Path folder, int width, String theme) {
    browser.open(folder.resolve("report.html"), width, theme);
  }

  private static JsonNode js(String script, Object... arguments) {
    return browser.script(script, arguments);
  }

  private static List<String> texts(String selector) {
    JsonNode texts =
        js("return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", selector);
    return StreamSupport.stream(texts.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static boolean pressed(String id) {
    return js("return document.getElementById(arguments[0]).ariaPressed", id)
        .asText()
        .equals("true");
  }

  /** The horizontal centres of the markers of a colour. */
  private static double[] markers(String colour) {
    JsonNode centres =
        js(
            "const wanted = getComputedStyle(document.documentElement).getPropertyValue(arguments[0]).trim();"
                + "return [...document.querySelectorAll('#chart svg path')]"
                + ".filter(p => p.getAttribute('fill') === wanted)"
                + ".map(p => p.getBoundingClientRect()).map(b => b.x + b.width / 2)",
            colour);
    return StreamSupport.stream(centres.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  /** The fills of the map's cells. */
  private static List<String> cells() {
    JsonNode fills =
        js(
            "return [...document.querySelectorAll('#chart svg path')]"
                + ".filter(p => /^M[\\d.]+ [\\d.]+l[\\d.]+ 0l0 [\\d.]+l-/.test(p.getAttribute('d')))"
                + ".map(p => p.getAttribute('fill'))");
    return StreamSupport.stream(fills.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** A row of results.csv as the page writes it: to two digits of the standard error. */
  private static String expected(Path folder, String row) throws IOException {
    String[] cells =
        Files.readAllLines(folder.resolve("results.csv")).stream()
            .filter(line -> line.startsWith(row + ","))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + row))
            .substring(row.length() + 1)
            .split(",");
    BigDecimal mean = new BigDecimal(Double.parseDouble(cells[0]));
    BigDecimal error = new BigDecimal(Double.parseDouble(cells[2]));
    int decimals = 1 - (error.precision() - error.scale() - 1);
    return mean.setScale(decimals, RoundingMode.HALF_UP).toPlainString()
        + " ± "
        + error.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  private static JsonNode pixel(String value) {
    return js(
        "return echarts.getInstanceByDom(document.getElementById('chart'))"
            + ".convertToPixel({xAxisIndex: 0, yAxisIndex: 0}, "
            + value
            + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void opensWithoutAWordInTheConsoleOrARequest(String theme) {
    for (Path folder : List.of(curves, map)) {
      open(folder, 1200, theme);
      browser.pointAt(300, 200);
      assertThat(browser.messages()).isEmpty();
      assertThat(browser.requests()).allMatch(url -> url.matches("(file|data):.*"));
    }
  }

  @Test
  void textOfTheSpecIsText() {
    open(curves, 1200, "light");
    assertThat(texts("h1")).containsExactly(HOSTILE);
    assertThat(texts(".description")).containsExactly(HOSTILE);
    assertThat(js("return document.title").asText()).isEqualTo(HOSTILE);
    assertThat(texts("#chart svg text")).contains(HOSTILE);
    browser.pointAt(300, 200);
    assertThat(js("return document.images.length").asInt()).isZero();
    assertThat(js("return window.hacked").isNull()).isTrue();
  }

  /** Even if something in the page wanted to. */
  @Test
  void thePageMayNotUseTheNetwork() {
    open(curves, 1200, "light");
    JsonNode refused =
        js(
            "return new Promise(done => {"
                + "document.addEventListener('securitypolicyviolation', e => done(e.blockedURI));"
                + "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:1/x.png'}));"
                + "})");
    assertThat(refused.asText()).isEqualTo("http://127.0.0.1:1/x.png");
  }

  @Test
  void hoveringShowsValuesWithTheirStandardErrors() throws IOException {
    open(curves, 1200, "light");
    double[] at = markers("--c0");
    JsonNode box = js("return document.getElementById('chart').getBoundingClientRect()");
    browser.pointAt(at[1] - box.get("x").doubleValue(), 200);
    assertThat(texts(".tip .head")).containsExactly("k/m = 1");
    assertThat(texts(".tip .series"))
        .containsExactly(
            "relu, network",
            "relu, network, theory",
            "relu, hermite-2",
            "tanh, network",
            "tanh, network, theory",
            "tanh, hermite-2");
    assertThat(texts(".tip .value"))
        .startsWith(
            expected(curves, "1,relu,network,ridge,generalization_error,simulation"),
            expected(curves, "1,relu,network,ridge,generalization_error,theory"),
            expected(curves, "1,relu,hermite-2,ridge,generalization_error,simulation"));
    assertThat(texts(".tip .trials")).containsOnly("3 trials");
  }

  @Test
  void pointsAreNetworksLinesEquivalentsAndDashesPredictions() {
    open(curves, 1200, "light");
    assertThat(markers("--c0")).as("relu networks").hasSize(3);
    assertThat(markers("--c1")).as("tanh networks").hasSize(3);
    assertThat(dashes())
        .as("an equivalent and a prediction for each of two activations")
        .containsExactlyInAnyOrder("", "", "14,3,2,3,2,3", "14,3,2,3,2,3");
  }

  /** Their colours are the activations'. */
  @Test
  void predictionsOfSeveralModelsAreToldApart() {
    open(predicted, 1200, "light");
    assertThat(dashes())
        .as("of a network and an equivalent for each of two activations")
        .containsExactlyInAnyOrder("14,3,2,3,2,3", "14,3,2,3,2,3", "14,3,2,3", "14,3,2,3");
  }

  /** The dashes of the lines of the first two colours; none for a solid one. */
  private static Stream<String> dashes() {
    JsonNode dashes =
        js(
            "return [...document.querySelectorAll('#chart svg path')]"
                + ".filter(p => p.getAttribute('fill') === 'none' && /^#(0072b2|d55e00)$/.test(p.getAttribute('stroke'))"
                + " && p.getAttribute('d').split('L').length === 3)"
                + ".map(p => p.getAttribute('stroke-dasharray') ?? '')");
    return StreamSupport.stream(dashes.spliterator(), false).map(JsonNode::asText);
  }

  @Test
  void aSeriesIsSwitchedOffAndOnByTheKeyboard() {
    open(curves, 1200, "light");
    assertThat(texts("#series-0")).containsExactly("relu, network");
    assertThat(pressed("series-0")).isTrue();
    browser.press("series-0", Keys.SPACE);
    assertThat(pressed("series-0")).isFalse();
    assertThat(markers("--c0")).isEmpty();
    assertThat(markers("--c1")).hasSize(3);
    browser.press("series-0", Keys.ENTER);
    assertThat(markers("--c0")).hasSize(3);
    assertThat(js("return document.activeElement.id").asText()).isEqualTo("series-0");
    assertThat(js("return getComputedStyle(document.activeElement).outlineStyle").asText())
        .as("focus is seen")
        .isEqualTo("solid");
  }

  /** The errors' axis has numbers of three decimals; two would put them a step away. */
  @Test
  void labelsOfAxesStandAtTheirNumbers() {
    open(curves, 1200, "light");
    JsonNode distances =
        js(
            "const chart = echarts.getInstanceByDom(document.getElementById('chart'));"
                + "const box = document.getElementById('chart').getBoundingClientRect();"
                + "return [...document.querySelectorAll('#chart svg text')]"
                + ".filter(t => t.textContent !== '' && !isNaN(t.textContent))"
                + ".map(t => {"
                + "  const r = t.getBoundingClientRect();"
                + "  const value = Number(t.textContent);"
                + "  const [x, y] = chart.convertToPixel({xAxisIndex: 0, yAxisIndex: 0}, [value, value]);"
                + "  return Math.min(Math.abs(r.x + r.width / 2 - box.x - x),"
                + "    Math.abs(r.y + r.height / 2 - box.y - y));"
                + "})");
    assertThat(distances).hasSizeGreaterThan(8);
    assertThat(distances).allMatch(distance -> distance.doubleValue() < 2);
  }

  /** Widths 0.5, 1 and 2 are evenly spaced on a logarithmic axis only. */
  @Test
  void axesBecomeLogarithmic() {
    open(curves, 1200, "light");
    double[] linear = markers("--c0");
    assertThat(linear[2] - linear[1]).isCloseTo(2 * (linear[1] - linear[0]), within(1.0));
    browser.press("log-x", Keys.SPACE);
    double[] logarithmic = markers("--c0");
    assertThat(logarithmic[2] - logarithmic[1])
        .isCloseTo(logarithmic[1] - logarithmic[0], within(1.0));
    assertThat(texts("#chart svg text")).contains("0.5", "1", "2");
    String before = js("return document.querySelector('#chart svg').innerHTML").asText();
    browser.press("log-y", Keys.SPACE);
    assertThat(pressed("log-y")).isTrue();
    assertThat(js("return document.querySelector('#chart svg').innerHTML").asText())
        .isNotEqualTo(before);
    assertThat(markers("--c0")).containsExactly(logarithmic, within(30.0)); // labels may be wider
  }

  /** The prediction of 0 lies between two others, which then are dots and no line. */
  @Test
  void logarithmicAxesLeaveOutWhatIsNotPositiveAndSaySo() {
    open(curves, 1200, "light");
    String left = "Values that are not positive are left out.";
    assertThat(texts("figcaption").get(0)).doesNotContain(left);
    assertThat(markers("--c1")).hasSize(3);
    browser.press("log-y", Keys.SPACE);
    assertThat(texts("figcaption").get(0)).contains(left);
    assertThat(markers("--c1")).hasSize(3 + 2);
  }

  @Test
  void barsAreStandardErrors() {
    open(curves, 1200, "light");
    // Four simulated series at three points, each bar of a stem and two caps.
    assertThat(strokesOfBars()).isEqualTo(4 * 3 * 3);
    browser.press("bars", Keys.SPACE);
    assertThat(strokesOfBars()).isZero();
  }

  @Test
  void predictionsHaveBarsWhereNothingIsSimulated() {
    open(predicted, 1200, "light");
    assertThat(strokesOfBars()).isEqualTo(4 * 3 * 3);
    assertThat(texts("figcaption").get(0)).contains("Bars: standard error of the mean.");
  }

  private static int strokesOfBars() {
    return js("return [...document.querySelectorAll('#chart svg path')]"
            + ".filter(p => p.getAttribute('stroke-width') === '1.3').length")
        .asInt();
  }

  @Test
  void anotherMetricIsChosenForFigureAndTable() throws IOException {
    open(curves, 1200, "light");
    js(
        "const select = document.getElementById('metric');"
            + "select.value = [...select.options].find(o => o.text === 'Training error').value;"
            + "select.dispatchEvent(new Event('change'))");
    assertThat(texts("#chart svg text")).contains("Training error").doesNotContain(HOSTILE);
    assertThat(texts("#table thead th"))
        .containsExactly(
            "k/m", "relu, network", "relu, hermite-2", "tanh, network", "tanh, hermite-2");
    assertThat(texts("#table tbody tr:first-child td").get(0))
        .isEqualTo(expected(curves, "0.5,relu,network,ridge,training_error,simulation"));
  }

  @Test
  void theTableIsSorted() {
    open(curves, 1200, "light");
    assertThat(texts("#table tbody th")).containsExactly("0.5", "1", "2");
    js("document.querySelectorAll('#table thead button')[0].click()");
    js("document.querySelectorAll('#table thead button')[0].click()");
    assertThat(texts("#table tbody th")).containsExactly("2", "1", "0.5");
    assertThat(texts("#table [aria-sort=descending]")).containsExactly("k/m");
  }

  @Test
  void twoAxesMakeMaps() throws IOException {
    open(map, 1200, "light");
    List<String> network = cells();
    assertThat(network).hasSize(12);
    assertThat(network.stream().distinct().count()).isGreaterThan(6);
    assertThat(texts("#legend button")).containsExactly("relu, network", "relu, linear");
    JsonNode place = pixel("[1, 2]");
    browser.pointAt(place.get(0).doubleValue(), place.get(1).doubleValue());
    assertThat(texts(".tip .head")).containsExactly("alpha = 0.5, beta = 0.6");
    assertThat(texts(".tip .value"))
        .containsExactly(
            expected(map, "0.5,0.6,relu,network,ridge,generalization_error,simulation"));
    browser.press("series-1", Keys.SPACE);
    assertThat(pressed("series-0")).isFalse();
    assertThat(cells()).hasSize(12).isNotEqualTo(network);
    // Lowest and highest colour of the scale, each in one of the two maps.
    List<String> both = new ArrayList<>(network);
    both.addAll(cells());
    assertThat(both).contains("rgb(68,1,84)", "rgb(253,231,37)");
    assertThat(js("return document.querySelectorAll('#chart svg linearGradient').length").asInt())
        .as("the colour bar")
        .isPositive();
  }

  /** As many values as of a map of 100 x 100 with 15 series: more than a call has arguments. */
  @Test
  void largeMapsAreDrawn() throws IOException {
    Path large =
        changed(
            map,
            "large",
            run -> {
              ArrayNode series = (ArrayNode) run.path("views").get(0).path("series");
              ArrayNode values = (ArrayNode) series.get(0).path("values");
              while (values.size() < 1500) {
                values.add(values.get(0));
              }
              while (series.size() < 100) {
                series.add(series.get(0));
              }
            });
    open(large, 1200, "light");
    assertThat(cells()).hasSize(1500);
  }

  /** A page like another, but of other data. */
  private static Path changed(Path folder, String name, Consumer<JsonNode> change)
      throws IOException {
    String page = Files.readString(folder.resolve("report.html"));
    int from = page.indexOf('>', page.indexOf("id=\"run\"")) + 1;
    int to = page.indexOf("</script>", from);
    JsonNode run = Json.parse(page.substring(from, to), "page");
    change.accept(run);
    Path changed = Files.createDirectories(temporary.resolve(name));
    String json = run.toString().replace("<", "\\u003c");
    Files.writeString(
        changed.resolve("report.html"), page.substring(0, from) + json + page.substring(to));
    return changed;
  }

  /** Between neighbouring numbers there is no tick, and looking for one would never end. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 1e-12, 1e300})
  void valuesThatDifferByRoundingOnlyAreDrawn(double value) throws IOException {
    Path flat =
        changed(
            curves,
            "flat",
            run -> {
              for (JsonNode series : run.path("views").get(0).path("series")) {
                int i = 0;
                for (JsonNode mean : series.path("values")) {
                  ((ArrayNode) mean).set(1, i++ % 2 == 0 ? value : Math.nextUp(value)).setNull(2);
                }
              }
            });
    open(flat, 1200, "light");
    assertThat(markers("--c0")).hasSize(3);
    browser.press("log-y", Keys.SPACE);
    assertThat(markers("--c0")).hasSize(3);
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  void coordinatesCanBeToldApart() throws IOException {
    Path large =
        changed(
            curves,
            "coordinates",
            run -> {
              double[] values = {12345, 12346, 1 / 3.0};
              for (int i = 0; i < values.length; i++) {
                ((ArrayNode) run.path("points").get(i)).set(0, values[i]);
              }
            });
    open(large, 1200, "light");
    assertThat(texts("#table tbody th")).containsExactly("12345", "12346", "0.3333");
  }

  /** Parts of specs, as of a sweep over activations. */
  private static String longName(int i) {
    return "{\"type\":\"leaky-relu-with-a-long-name\",\"parameter\":\"the same\",\"slope\":"
        + i
        + "}";
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1200})
  void longNamesOnAnAxisHaveTheirPlaces(int width) throws IOException {
    Path named =
        changed(
            curves,
            "names",
            run -> {
              ((ObjectNode) run.path("axes").get(0)).put("numeric", false);
              for (int i = 0; i < 3; i++) {
                ((ArrayNode) run.path("points").get(i)).set(0, longName(i));
              }
            });
    open(named, width, "light");
    JsonNode boxes =
        js(
            "const chart = document.getElementById('chart').getBoundingClientRect();"
                + "return [...document.querySelectorAll('#chart svg text')]"
                + ".filter(t => t.textContent.includes('…'))"
                + ".map(t => t.getBoundingClientRect()).map(b => [b.left - chart.left, b.right - chart.left])");
    assertThat(boxes).hasSize(3);
    assertThat(
            js("const box = document.getElementById('table').getBoundingClientRect();"
                    + "return document.querySelector('#table tbody th').getBoundingClientRect().width / box.width")
                .doubleValue())
        .as("what stays in sight when the table is scrolled")
        .isLessThan(0.7);
    double right = js("return document.getElementById('chart').clientWidth").doubleValue();
    assertThat(boxes).allMatch(b -> b.get(0).doubleValue() >= 0 && b.get(1).doubleValue() <= right);
    for (int i = 1; i < 3; i++) {
      assertThat(boxes.get(i).get(0).doubleValue())
          .isGreaterThan(boxes.get(i - 1).get(1).doubleValue());
    }
  }

  @Test
  void longNamesLeaveRoomForAMap() throws IOException {
    Path named =
        changed(
            map,
            "named-map",
            run -> {
              ArrayNode values = (ArrayNode) run.path("axes").get(1).path("values");
              ((ObjectNode) run.path("axes").get(1)).put("numeric", false);
              for (int i = 0; i < values.size(); i++) {
                for (JsonNode point : run.path("points")) {
                  if (point.get(1).equals(values.get(i))) {
                    ((ArrayNode) point).set(1, longName(i));
                  }
                }
                values.set(i, longName(i));
              }
            });
    open(named, 390, "light");
    assertThat(
            js("return Math.max(...[...document.querySelectorAll('#chart svg path')]"
                    + ".filter(p => /l0 [\\d.]+l-/.test(p.getAttribute('d')))"
                    + ".map(p => p.getBoundingClientRect().right))")
                .doubleValue())
        .as("the right-most cell ends on the page")
        .isBetween(300.0, 390.0);
  }

  @Test
  void theThemeIsThatOfTheSystem() {
    open(curves, 1200, "light");
    String channels =
        "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)";
    assertThat(js(channels)).allMatch(channel -> channel.asInt() > 230);
    assertThat(markers("--c0")).hasSize(3);
    String light = js("return document.querySelector('#chart svg').innerHTML").asText();
    browser.theme("dark");
    js("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    assertThat(js(channels)).allMatch(channel -> channel.asInt() < 40);
    assertThat(markers("--c0")).as("drawn again in the dark theme's colour").hasSize(3);
    assertThat(js("return document.querySelector('#chart svg').innerHTML").asText())
        .isNotEqualTo(light);
  }

  @Test
  void nothingIsWiderThanAPhone() {
    for (Path folder : List.of(curves, map)) {
      open(folder, 390, "light");
      js("document.querySelectorAll('details').forEach(d => d.open = true)");
      assertThat(js("return innerWidth").asInt()).isEqualTo(390);
      assertThat(js("return document.documentElement.scrollWidth").asInt()).isEqualTo(390);
      assertThat(
              js(
                  "return [...document.querySelectorAll('body *')].filter(e =>"
                      + " !e.closest('.scroll table, pre') && e.getBoundingClientRect().right > 390)"
                      + ".map(e => e.outerHTML.slice(0, 200))"))
          .isEmpty();
      assertThat(texts("#chart svg text")).isNotEmpty();
    }
  }

  /** WCAG 2.2 AA: 4.5 for text (1.4.3), 3 for what is drawn (1.4.11). */
  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void contrastIsEnough(String theme) {
    for (Path folder : List.of(curves, map)) {
      open(folder, 1200, theme);
      js("document.querySelectorAll('details').forEach(d => d.open = true)");
      if (folder.equals(curves)) {
        browser.press("series-0", Keys.SPACE); // one that is off
        browser.pointAt(300, 200); // and what hovering shows
        assertThat(texts(".tip")).isNotEmpty();
      }
      JsonNode contrasts = js(CONTRASTS);
      assertThat(contrasts.size()).isGreaterThan(100);
      for (JsonNode c : contrasts) {
        assertThat(c.get(1).doubleValue()).as(c.get(0).asText()).isGreaterThanOrEqualTo(4.5);
      }
      for (int i = 0; i < 7; i++) {
        assertThat(
                js(CONTRAST + "return contrast(variable('--c" + i + "'), variable('--card'))")
                    .doubleValue())
            .as("--c" + i)
            .isGreaterThanOrEqualTo(3);
      }
    }
  }

  /** Contrast by the definition in WCAG 2.2, of colours as a browser computes them. */
  private static final String CONTRAST =
      """
      const channels = colour => {
        const probe = document.createElement('i');
        probe.style.color = colour;
        document.body.append(probe);
        const numbers = getComputedStyle(probe).color.match(/[\\d.]+/g).map(Number);
        probe.remove();
        return numbers;
      };
      const luminance = colour => {
        const [r, g, b] = channels(colour).map(c => c / 255)
          .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const contrast = (one, other) => {
        const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
      };
      const variable = name =>
        getComputedStyle(document.documentElement).getPropertyValue(name).trim();
      """;

  /** Every text of the page with its contrast against what is behind it. */
  private static final String CONTRASTS =
      CONTRAST
          + """
      const behind = element => {
        for (let e = element; e; e = e.parentElement) {
          const colour = getComputedStyle(e).backgroundColor;
          const alpha = channels(colour)[3] ?? 1;
          if (alpha === 1) return colour;
          if (alpha > 0) throw new Error('half transparent: ' + e.outerHTML);
        }
        return 'white';
      };
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const result = [];
      for (let node; (node = texts.nextNode());) {
        const element = node.parentElement;
        const style = getComputedStyle(element);
        if (!node.data.trim() || !element.checkVisibility() || element.closest('script')) continue;
        const colour = element instanceof SVGElement ? style.fill : style.color;
        result.push([node.data.slice(0, 40) + ' in ' + colour, contrast(colour, behind(element))]);
      }
      return result;
      """;
}
