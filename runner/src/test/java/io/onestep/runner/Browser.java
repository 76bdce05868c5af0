package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.engine.binding.Json;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that has loaded a page from disk. */
final class Browser implements AutoCloseable {
  /** Selenium warns of every browser newer than itself; what is used of it here goes with all. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  Browser(Path profile) {
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(find("chromium").toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox", // as root there is none
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(find("chromedriver").toFile())
            .build();
    driver = new ChromeDriver(service, options);
  }

  private static Path find(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "there is no "
                        + program
                        + " on the path, which tests of the report's page need; on Debian: apt-get"
                        + " install chromium chromium-driver; -Donestep.browser=off leaves these"
                        + " tests out"));
  }

  /** Opens a page in a window of a width, below 500 as on a phone. */
  void open(Path page, int width, String theme) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
    theme(theme);
    driver.manage().logs().get(LogType.BROWSER); // what stood there of the page before
    driver.manage().logs().get(LogType.PERFORMANCE);
    driver.get(page.toUri().toString());
    script("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
  }

  void theme(String theme) {
    command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
  }

  private void command(String name, Map<String, Object> parameters) {
    driver.executeCdpCommand(name, parameters);
  }

  /** Runs a script in the page; what it returns comes as JSON, so that numbers are numbers. */
  JsonNode script(String script, Object... arguments) {
    String json =
        (String)
            driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                    + "Promise.resolve((function() {"
                    + script
                    + "}).apply(null, arguments)).then(v => done(JSON.stringify(v ?? null)));",
                arguments);
    return Json.parse(json, script);
  }

  /** Presses a key where the keyboard's focus is, after moving it to an element. */
  void press(String id, CharSequence key) {
    script("document.getElementById(arguments[0]).focus()", id);
    new Actions(driver).sendKeys(key).perform();
  }

  /** Points at a place of the chart, in its pixels. */
  void pointAt(double x, double y) {
    JsonNode box =
        script(
            "const chart = document.getElementById('chart');"
                + "chart.scrollIntoView({block: 'center'});"
                + "return chart.getBoundingClientRect()");
    new Actions(driver)
        .moveToLocation(
            (int) Math.round(box.get("x").doubleValue() + x),
            (int) Math.round(box.get("y").doubleValue() + y))
        .moveByOffset(1, 0)
        .perform();
  }

  /** What the browser has had to say since the page was opened, warnings included. */
  List<String> messages() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The addresses that have been asked for since the page was opened, its own among them. */
  List<String> requests() {
    List<String> addresses =
        driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
            .map(entry -> Json.parse(entry.getMessage(), "log").get("message"))
            .filter(message -> message.get("method").asText().equals("Network.requestWillBeSent"))
            .map(message -> message.at("/params/request/url").asText())
            .toList();
    assertThat(addresses).as("the page itself is among them").isNotEmpty();
    return addresses;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
