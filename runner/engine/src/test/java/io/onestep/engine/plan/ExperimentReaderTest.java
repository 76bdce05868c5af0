package io.onestep.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.data.DataFile;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.binding.Json;
import io.onestep.engine.binding.RecordBinder;
import io.onestep.engine.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentReaderTest {
  private final ExperimentReader reader =
      new ExperimentReader(new RecordBinder(Catalogue.load(getClass().getClassLoader())));

  private static JsonNode spec(String more) {
    return Json.parse(
        """
        {"name": "test", "data": {"type": "structured-mixture"},
         "target": {"type": "single-index"}, "activations": [{"type": "relu"}],
         "learner": {"type": "one-gradient-step"}, "models": [{"type": "network"}],
         "readouts": [{"type": "ridge"}] %s}
        """
            .formatted(more.isEmpty() ? "" : ", " + more),
        "spec");
  }

  @Test
  void withoutASweepThereIsOnePoint() {
    Experiment experiment = reader.read(spec("\"trials\": 3"));
    assertThat(experiment.points()).hasSize(1);
    assertThat(experiment.points().get(0).sizes())
        .isEqualTo(new Sizes(1000, 1000, 1000, 1000, 5000));
    assertThat(experiment.tasks()).hasSize(3);
  }

  @Test
  void aSweepIsAGridWhoseLastAxisVariesFastest() {
    Experiment experiment =
        reader.read(
            spec(
                """
                "sweep": [
                  {"name": "n", "path": "/sizes/n", "values": [100, 200]},
                  {"name": "alpha", "path": "/scaling/alpha", "values": {"linspace": [0, 1, 3]}}]
                """));
    assertThat(experiment.points()).hasSize(6);
    Point fifth = experiment.points().get(4);
    assertThat(fifth.sizes()).isEqualTo(new Sizes(200, 200, 200, 200, 1000));
    assertThat(fifth.spec().scaling().alpha()).isCloseTo(0.5, within(1e-15));
    assertThat(experiment.spec().scaling().alpha()).isEqualTo(0.5);
    assertThat(experiment.points().get(5).spec().scaling().alpha()).isEqualTo(1);
  }

  @Test
  void parametersOfComponentsCanBeSwept() {
    Experiment experiment =
        reader.read(
            spec(
                """
                "sweep": [{"name": "rank", "path": "/data/rank", "values": {"linspace": [1, 3, 3]}},
                          {"name": "lambda", "path": "/readouts/0/lambda", "values": [0, 1]}]
                """));
    assertThat(experiment.points()).hasSize(6);
    assertThat(experiment.points().get(5).json().at("/data/rank").intValue()).isEqualTo(3);
  }

  @Test
  void theFilledInSpecGivesTheSameExperiment() {
    Experiment once =
        reader.read(
            spec("\"sweep\": [{\"name\": \"n\", \"path\": \"/sizes/n\", \"values\": [10, 20]}]"));
    Experiment twice = reader.read(Json.parse(Json.write(once.json()), "again"));
    assertThat(Json.write(twice.json())).isEqualTo(Json.write(once.json()));
    assertThat(twice.points()).hasSize(2);
  }

  @Test
  void problemsAtPointsSayWhichPoint() {
    assertThatThrownBy(
            () ->
                reader.read(
                    spec(
                        """
                        "sweep": [{"name": "alpha", "path": "/scaling/alpha",
                                   "values": [0.5, 1.5, "x"]}]
                        """)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            """
            /scaling/alpha: is 1.5 but must be a number in [0, 1] (at alpha = 1.5)
            /scaling/alpha: is "x" but must be a number in [0, 1] (at alpha = "x")""");
  }

  @Test
  void aSweepOfNothingIsRefused() {
    assertThatThrownBy(
            () ->
                reader.read(
                    spec(
                        """
                        "sweep": [{"name": "a", "path": "/scaling/alfa", "values": [0]},
                                  {"name": "t", "path": "/trials", "values": [1]}]
                        """)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "/sweep/0/path: unknown place '/scaling/alfa'; did you mean" + " '/scaling/alpha'?")
        .hasMessageContaining("/sweep/1/path: '/trials' can't be swept");
  }

  /** Else points would be called by values that they have not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a, /scaling/alpha, [0, 1], b, /scaling/alpha, [0.5, 1] | /sweep/1/path: '/scaling/alpha' is",
        "a, /target, [{\"type\": \"single-index\"}], b, /target/noise, [0, 1]"
            + " | what the axis 'a' sweeps, '/target'",
        "k, /sizes/k, [5, 9], w, /sizes/width_ratio, [1, 2]"
            + " | /sweep/1/path: '/sizes/width_ratio' changes nothing where /sizes/k is given",
        "a, /scaling/alpha, [0.5, 0.50], b, /scaling/beta, [0.5]"
            + " | /sweep/0/values: is [0.5,0.5] but must be all different, but 0.5 is there twice",
        "a, /scaling/alpha, {\"linspace\":[0,1,18446744073709551619]}, b, /scaling/beta, [0.5]"
            + " | with a count from 2 to 10000",
        "trial, /scaling/alpha, [0.5], b, /scaling/beta, [0.5]"
            + " | /sweep/0/name: is 'trial' but must be another name",
      })
  void axesThatHideOneAnotherAreRefused(String axes, String message) {
    String[] a = axes.split(", (?=[a-z/{\\[])");
    String sweep =
        """
        "sweep": [{"name": "%s", "path": "%s", "values": %s},
                  {"name": "%s", "path": "%s", "values": %s}]
        """;
    assertThatThrownBy(() -> reader.read(spec(sweep.formatted((Object[]) a))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aWidthRatioIsNotSweptWhereTheWidthIsGiven() {
    assertThatThrownBy(
            () ->
                reader.read(
                    spec(
                        """
                        "sizes": {"k": 100}, "sweep": [
                          {"name": "w", "path": "/sizes/width_ratio", "values": [1, 2]}]
                        """)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("changes nothing where /sizes/k is given");
  }

  @Test
  void sizesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> reader.read(spec("\"sizes\": {\"n\": 100, \"width_ratio\": 0.001}")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("/sizes/width_ratio: is 0.001 but must be at least 1/m");
    assertThatThrownBy(() -> reader.read(spec("\"sizes\": {\"k\": 0}")))
        .hasMessageContaining("/sizes/k: is 0 but must be a whole number in [1, inf)");
    assertThatThrownBy(() -> reader.read(spec("\"sizes\": {\"n\": 2000000000}")))
        .hasMessageContaining("/sizes/m");
  }

  @Test
  void componentsAreCheckedAgainstTheSizes() {
    assertThatThrownBy(
            () ->
                reader.read(
                    Json.parse(
                        Json.write(spec("\"sizes\": {\"n\": 3}"))
                            .replace(
                                "\"structured-mixture\"", "\"structured-mixture\", \"rank\": 4"),
                        "spec")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("/data/rank");
  }

  @Test
  void twoSeriesOfOneNameAreRefused() {
    assertThatThrownBy(
            () ->
                reader.read(
                    Json.parse(
                        Json.write(spec(""))
                            .replace("\"network\"", "\"network\" }, {\"type\": \"network\""),
                        "spec")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("/models: ")
        .hasMessageContaining("'network'");
  }

  private Experiment onTable(String more) {
    return reader.read(
        Json.parse(
            Json.write(spec(more))
                .replace(
                    "{\n    \"type\" : \"structured-mixture\"\n  }",
                    "{\"type\": \"dataset\", \"source\": {\"type\": \"csv\", \"file\": \"t.csv\"}}"),
            "spec"));
  }

  /** Files are read once for all points that differ in the network alone. */
  @Test
  void pointsWhoseDataAreAlikeShareAModel() {
    Experiment widths =
        onTable(
            """
            "sweep": [{"name": "width_ratio", "path": "/sizes/width_ratio", "values": [1, 2]},
                      {"name": "lambda", "path": "/readouts/0/lambda", "values": [0, 1]}]
            """);
    assertThat(widths.points())
        .hasSize(4)
        .allSatisfy(point -> assertThat(point.spec().data()).isSameAs(widths.spec().data()));
    Experiment rates =
        onTable(
            "\"sweep\": [{\"name\": \"alpha\", \"path\": \"/scaling/alpha\", \"values\": [0, 1]}]");
    assertThat(rates.points().get(0).spec().data()).isSameAs(rates.points().get(1).spec().data());
    Experiment samples =
        onTable("\"sweep\": [{\"name\": \"m\", \"path\": \"/sizes/m\", \"values\": [5, 6]}]");
    assertThat(samples.points().get(0).spec().data())
        .isNotSameAs(samples.points().get(1).spec().data());
  }

  @Test
  void dataFilesAreRelativeToTheDataFolder(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "x,y,label\n1,2,a\n3,5,a\n4,4,b\n");
    String sizes = "\"sizes\": {\"n\": 2, \"m\": 1, \"m_test\": 1}, \"data_folder\": ";
    Experiment experiment = onTable(sizes + Json.write(folder.toString()));
    assertThat(experiment.dataFiles()).extracting(DataFile::name).containsExactly(file.toString());
    Experiment elsewhere = onTable(sizes + "\"nowhere\""); // read without its files
    assertThatThrownBy(elsewhere::dataFiles)
        .hasMessage(Path.of("nowhere", "t.csv") + ": there is no such file");
    assertThatThrownBy(() -> onTable(sizes + "\"\\u0000\""))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("/data_folder: is \"\\u0000\" but must be a path");
  }
}
