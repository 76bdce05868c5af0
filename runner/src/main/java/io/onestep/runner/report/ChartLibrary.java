package io.onestep.runner.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Apache ECharts, from its WebJar. */
final class ChartLibrary {
  private ChartLibrary() {}

  /** Returns the library as a script. */
  static String script() {
    return file("dist/echarts.min.js");
  }

  /** Returns what its licence, and those of what it contains, want to be passed on. */
  static String licences() {
    return String.join(
        "\n\n",
        file("NOTICE").strip(),
        resource("/io/onestep/runner/report/zrender-licence.txt").strip(),
        "d3.js\n" + file("licenses/LICENSE-d3").strip(),
        file("LICENSE").strip());
  }

  private static String file(String name) {
    return resource("/META-INF/resources/webjars/echarts/" + version() + "/" + name);
  }

  private static String version() {
    Properties properties = new Properties();
    try {
      properties.load(
          new StringReader(resource("/META-INF/maven/org.webjars.npm/echarts/pom.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be read", e);
    }
    return properties.getProperty("version");
  }

  /** Returns a text on the class path. */
  static String resource(String path) {
    try (InputStream in = ChartLibrary.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + path + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
