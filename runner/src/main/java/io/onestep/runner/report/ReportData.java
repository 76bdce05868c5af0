package io.onestep.runner.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.spec.Axis;
import io.onestep.engine.spec.FigureSpec;
import io.onestep.runner.series.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the page's script draws: the axes, the points, and of each metric the series. */
final class ReportData {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ReportData() {}

  static JsonNode of(RunResult result) {
    Experiment experiment = result.experiment();
    List<Axis> sweep = experiment.spec().sweep();
    FigureSpec spec = experiment.spec().figure();
    ObjectNode data = JSON.objectNode();
    data.put("kind", sweep.size() == 1 ? "curves" : sweep.size() == 2 ? "map" : "none");
    data.put("trials", experiment.spec().trials());
    ObjectNode figure = data.putObject("figure");
    figure.put("metric", spec.metric()).put("logX", spec.logX()).put("logY", spec.logY());
    spec.zMin().ifPresent(z -> figure.put("zMin", z));
    spec.zMax().ifPresent(z -> figure.put("zMax", z));
    ArrayNode axes = data.putArray("axes");
    for (int i = 0; i < sweep.size(); i++) {
      axes.add(axis(sweep.get(i), i, sweep.size(), spec));
    }
    ArrayNode points = data.putArray("points");
    experiment
        .points()
        .forEach(
            p -> points.addArray().addAll(p.coordinates().stream().map(v -> text(v)).toList()));
    ArrayNode metrics = data.putArray("metrics");
    byMetric(result).forEach((name, series) -> metrics.add(metric(name, series, experiment)));
    return data;
  }

  private static ObjectNode axis(Axis axis, int index, int axes, FigureSpec figure) {
    String label = index == 0 ? figure.xLabel() : index == 1 && axes == 2 ? figure.yLabel() : "";
    List<JsonNode> values = axis.list();
    boolean numeric = values.stream().allMatch(JsonNode::isNumber);
    Stream<JsonNode> distinct = values.stream().map(ReportData::text).distinct();
    if (numeric) {
      distinct = distinct.sorted(Comparator.comparingDouble(JsonNode::doubleValue));
    }
    ObjectNode json = JSON.objectNode();
    json.put("label", label.isEmpty() ? axis.name() : label);
    json.put("numeric", numeric);
    json.putArray("values").addAll(distinct.toList());
    return json;
  }

  /** A coordinate that is no number is shown as it stands in the spec. */
  private static JsonNode text(JsonNode value) {
    return value.isNumber() || value.isTextual() ? value : JSON.textNode(value.toString());
  }

  private static Map<String, List<Series>> byMetric(RunResult result) {
    Map<String, List<Series>> metrics = new LinkedHashMap<>();
    for (Series s : Series.all(result)) {
      metrics.computeIfAbsent(s.metric(), m -> new ArrayList<>()).add(s);
    }
    return metrics;
  }

  private static ObjectNode metric(String name, List<Series> series, Experiment experiment) {
    FigureSpec figure = experiment.spec().figure();
    String own = experiment.spec().sweep().size() == 2 ? figure.zLabel() : figure.yLabel();
    String title = title(name);
    ObjectNode json = JSON.objectNode();
    json.put("name", name);
    json.put("title", title);
    json.put("label", name.equals(figure.metric()) && !own.isEmpty() ? own : title);
    ArrayNode list = json.putArray("series");
    series.forEach(s -> list.add(series(s)));
    return json;
  }

  private static String title(String metric) {
    String words = metric.replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static ObjectNode series(Series s) {
    ObjectNode json = JSON.objectNode();
    json.put("name", s.name()).put("source", s.source());
    json.put("activation", s.activation()).put("model", s.model()).put("readout", s.readout());
    ArrayNode values = json.putArray("values");
    for (Series.Value value : s.values()) {
      ArrayNode row = values.addArray().add(value.point()).add(value.mean());
      if (Double.isNaN(value.standardError())) {
        row.addNull();
      } else {
        row.add(value.standardError());
      }
      row.add(value.trials());
    }
    return json;
  }
}
