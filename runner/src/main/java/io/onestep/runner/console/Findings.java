package io.onestep.runner.console;

import io.onestep.api.diagnostic.Finding;
import java.util.List;
import java.util.function.Function;

/** What diagnostics have found about an experiment, as text. */
public final class Findings {
  private Findings() {}

  /**
   * Writes a line for each finding.
   *
   * @param findings the findings
   * @return lines of text; none if there is no finding
   */
  public static String inShort(List<Finding> findings) {
    return text(findings, finding -> List.of(finding.headline()));
  }

  /**
   * Writes all that has been found.
   *
   * @param findings the findings
   * @return lines of text; none if there is no finding
   */
  public static String inFull(List<Finding> findings) {
    return text(findings, finding -> finding.text().lines().toList());
  }

  private static String text(List<Finding> findings, Function<Finding, List<String>> lines) {
    if (findings.isEmpty()) {
      return "";
    }
    Table table = new Table();
    for (Finding finding : findings) {
      List<String> all = lines.apply(finding);
      table.add(finding.assumption(), finding.verdict().text(), all.get(0));
      all.stream().skip(1).forEach(line -> table.add("", "", line));
    }
    return "assumptions, at the spec's values before the sweep\n" + table;
  }
}
