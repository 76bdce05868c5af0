package io.onestep.runner.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.spec.Axis;
import io.onestep.engine.spec.ExperimentSpec;
import io.onestep.engine.spec.FigureSpec;
import io.onestep.runner.series.Series;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the page's script draws: the axes, the points, and of each view the series. */
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
    figure.put("logX", spec.logX()).put("logY", spec.logY());
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
    data.set("views", views(result));
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

  /** What the figure shows, and each metric that is not in it on its own. */
  private static ArrayNode views(RunResult result) {
    ExperimentSpec spec = result.experiment().spec();
    FigureSpec figure = spec.figure();
    String label = spec.sweep().size() == 2 ? figure.zLabel() : figure.yLabel();
    ArrayNode views = JSON.arrayNode();
    List<Series> drawn = Series.of(result, figure);
    if (!drawn.isEmpty()) {
      views.add(view(figure.metrics(), label, drawn).put("drawn", true));
    }
    Map<String, List<Series>> others =
        Series.all(result).stream()
            .filter(s -> !figure.metrics().contains(s.metric()))
            .collect(
                Collectors.groupingBy(Series::metric, LinkedHashMap::new, Collectors.toList()));
    others.forEach((metric, series) -> views.add(view(List.of(metric), "", series)));
    return views;
  }

  private static ObjectNode view(List<String> metrics, String label, List<Series> series) {
    String words = String.join(", ", metrics).replace('_', ' ');
    String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    ObjectNode json = JSON.objectNode();
    json.put("title", title);
    json.put("label", label.isEmpty() ? title : label);
    ArrayNode list = json.putArray("series");
    series.forEach(s -> list.add(series(s).put("metric", metrics.indexOf(s.metric()))));
    return json;
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
