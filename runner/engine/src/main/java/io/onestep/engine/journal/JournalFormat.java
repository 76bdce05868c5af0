package io.onestep.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.api.data.DataFile;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.Phase;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskResult;
import io.onestep.api.execution.TaskResult.MissingPrediction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the lines of a journal hold, as JSON. Numbers come back as they were, to the last bit. */
final class JournalFormat {
  /** Grows when a journal of before can't be read any more. */
  static final int VERSION = 1;

  static final String LINE = "line";
  static final String IDENTITY = "identity";
  static final String PART = "part";
  static final String DONE = "done";
  static final String FAILED = "failed";
  static final String END = "end";

  private static final String POINT = "point";
  private static final String TRIAL = "trial";
  private static final String MILLIS = "ms";

  /** Only where predictions are missing. */
  private static final String MISSING = "missing_predictions";

  private JournalFormat() {}

  private static ObjectNode line(String kind) {
    return JsonNodeFactory.instance.objectNode().put(LINE, kind);
  }

  static JsonNode identity(RunIdentity identity) {
    ObjectNode line = line(IDENTITY).put("format", VERSION).put("onestep", identity.onestep());
    line.put("backend", identity.backend());
    ArrayNode jars = line.putArray("jars");
    identity
        .jars()
        .forEach(jar -> jars.addArray().add(jar.name()).add(jar.version()).add(jar.sha256()));
    ArrayNode files = line.putArray("data_files");
    identity.dataFiles().forEach(file -> files.addArray().add(file.name()).add(file.sha256()));
    line.set("spec", identity.spec());
    return line;
  }

  static RunIdentity identity(JsonNode line) {
    List<JarDigest> jars = new ArrayList<>();
    line.path("jars")
        .forEach(
            jar ->
                jars.add(
                    new JarDigest(
                        jar.path(0).asText(), jar.path(1).asText(), jar.path(2).asText())));
    List<DataFile> files = new ArrayList<>();
    line.path("data_files")
        .forEach(file -> files.add(new DataFile(file.path(0).asText(), file.path(1).asText())));
    return new RunIdentity(
        line.path("onestep").asText(),
        line.path("spec"),
        line.path("backend").asText(),
        jars,
        files);
  }

  static JsonNode part(Part part) {
    return line(PART).put("start", part.start().toString()).set("environment", part.environment());
  }

  static Part part(JsonNode line, Duration duration) {
    return new Part(Instant.parse(line.path("start").asText()), duration, line.path("environment"));
  }

  static JsonNode result(TaskResult result, Duration sinceStart) {
    if (result instanceof TaskResult.Completed done) {
      ObjectNode line = place(DONE, result, sinceStart);
      ObjectNode time = line.putObject("nanos");
      done.time().forEach((phase, duration) -> time.put(phase.name(), duration.toNanos()));
      ArrayNode measurements = line.putArray("measurements");
      for (Measurement m : done.measurements()) {
        measurements
            .addArray()
            .add(m.activation())
            .add(m.model())
            .add(m.readout())
            .add(m.metric())
            .add(m.source())
            .add(m.value());
      }
      if (!done.missing().isEmpty()) {
        ArrayNode missing = line.putArray(MISSING);
        done.missing().forEach(m -> missing.addArray().add(m.activation()).add(m.reason()));
      }
      return line;
    }
    return place(FAILED, result, sinceStart).put("reason", ((TaskResult.Failed) result).reason());
  }

  private static ObjectNode place(String kind, TaskResult result, Duration sinceStart) {
    return line(kind)
        .put(POINT, result.task().point())
        .put(TRIAL, result.task().trial())
        .put(MILLIS, sinceStart.toMillis());
  }

  static TaskResult result(JsonNode line) {
    Task task = new Task(line.path(POINT).asInt(), line.path(TRIAL).asInt(), 0);
    if (line.path(LINE).asText().equals(FAILED)) {
      return new TaskResult.Failed(task, line.path("reason").asText());
    }
    Map<Phase, Duration> time = new EnumMap<>(Phase.class);
    line.path("nanos")
        .properties()
        .forEach(t -> time.put(Phase.valueOf(t.getKey()), Duration.ofNanos(t.getValue().asLong())));
    List<Measurement> measurements = new ArrayList<>();
    line.path("measurements")
        .forEach(
            m ->
                measurements.add(
                    new Measurement(
                        m.path(0).asText(),
                        m.path(1).asText(),
                        m.path(2).asText(),
                        m.path(3).asText(),
                        m.path(4).asText(),
                        m.path(5).doubleValue())));
    List<MissingPrediction> missing = new ArrayList<>();
    line.path(MISSING)
        .forEach(m -> missing.add(new MissingPrediction(m.path(0).asText(), m.path(1).asText())));
    return new TaskResult.Completed(task, measurements, missing, time);
  }

  static JsonNode end(Duration sinceStart) {
    return line(END).put(MILLIS, sinceStart.toMillis());
  }

  /** Returns when a line was written, counted from the start of its part. */
  static Duration sinceStart(JsonNode line) {
    return Duration.ofMillis(line.path(MILLIS).asLong());
  }
}
