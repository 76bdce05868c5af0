package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.binding.Json;
import io.onestep.engine.binding.RecordBinder;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.catalogue.CatalogueEntry;
import io.onestep.engine.catalogue.Kind;
import io.onestep.runner.preset.Presets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  static Stream<CatalogueEntry> components() {
    Catalogue catalogue = Catalogue.load(CommandsTest.class.getClassLoader());
    return Arrays.stream(Kind.values()).flatMap(kind -> catalogue.all(kind).stream());
  }

  static Stream<String> presets() {
    return new Presets().names().stream();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "run", "check", "list", "describe", "datasets", "show", "report"})
  void everyCommandHasHelp(String command) {
    String[] args = command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"};
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: onestep");
  }

  @ParameterizedTest
  @MethodSource("components")
  void everyComponentIsDescribed(CatalogueEntry component) {
    CommandLineRun run = CommandLineRun.of("describe", component.kind().text(), component.name());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(component.factory().summary())
        .contains("\"type\" : \"" + component.name() + "\"");
  }

  /** What is printed can be put into a spec: it is read, and the component made. */
  @ParameterizedTest
  @MethodSource("components")
  void everyExampleIsValid(CatalogueEntry component) {
    String out = CommandLineRun.of("describe", component.kind().text(), component.name()).out();
    ObjectNode example =
        (ObjectNode) Json.parse(out.substring(out.indexOf("example: ") + 9), "example");
    example.remove("type");
    Point point = new Point();
    Record config =
        new RecordBinder(Catalogue.load(getClass().getClassLoader()))
            .bind(example, component.factory().configType(), "", Optional.of(point))
            .value();
    assertThat(component.create(config, point)).isInstanceOf(component.kind().product());
  }

  private record Point() implements ComponentContext {
    @Override
    public Sizes sizes() {
      return new Sizes(20, 20, 20, 20, 20);
    }

    @Override
    public Scaling scaling() {
      return new Scaling(0.5, 0.74);
    }
  }

  @Test
  void listKnowsAllComponentsAndPresets() {
    String out = CommandLineRun.of("list").out();
    components().forEach(c -> assertThat(out).contains(c.name()));
    presets().forEach(name -> assertThat(out).contains(name));
    assertThat(CommandLineRun.of("list", "readout").out()).contains("ridge").doesNotContain("relu");
  }

  /** theta and eta are those that data and learner have, which need not be the scaling's. */
  @Test
  void checkShowsTheStrengthsThatThereAre() {
    String[] args = {"check", "fig1b", "--set", "/sizes/n=100", "--set", "/sizes/m=100"};
    String[] own = Arrays.copyOf(args, args.length + 4);
    System.arraycopy(
        new String[] {"--set", "/data/spread=3", "--set", "/learner/rate=500"}, 0, own, 6, 4);
    // alpha = 0: 100^0.74 = 30.20 and 100^0 = 1
    assertThat(CommandLineRun.of(args).out())
        .containsPattern("alpha +beta +theta +eta ")
        .containsPattern("0\\.000 +0\\.7400 +30\\.20 +1\\.000 ");
    CommandLineRun run = CommandLineRun.of(own);
    assertThat(run.out())
        .containsPattern("0\\.000 +0\\.7400 +3\\.000 +500\\.0 ")
        .containsPattern("theorem 4 +not applicable +beta = 0.74 is not the strength that");
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetIsDescribed(String preset) {
    CommandLineRun run = CommandLineRun.of("describe", "preset", preset);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("preset '" + preset + "': ")
        .contains(new Presets().get(preset).get("description").textValue())
        .contains("onestep show " + preset);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetIsValidAndGoesByItsName(String preset) {
    CommandLineRun show = CommandLineRun.of("show", preset);
    assertThat(show.code()).as(show.err()).isZero();
    assertThat(Json.parse(show.out(), preset).get("name").textValue()).isEqualTo(preset);
    assertThat(Json.parse(show.out(), preset).get("description").textValue())
        .as("what the figure is and shows")
        .hasSizeGreaterThan(100);
    CommandLineRun check = CommandLineRun.of("check", preset);
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out()).contains(preset, "tasks", "MiB", "A.4 equal traces", "theorem 4");
  }

  /** The setting of figure 1a, whose numbers are worked out in the diagnostic's own tests. */
  @Test
  void checkSaysWhichAssumptionsHold() {
    String out = CommandLineRun.of("check", "fig1a").out();
    assertThat(out)
        .containsPattern("A.2 proportional limit +holds +k/n = 1, m/n = 1, m1/n = 1\n")
        .containsPattern("\n +of order one: between 0.1 and 10\n")
        .containsPattern("A.4 equal traces +holds +Tr Sigma_c = 1013, relative difference 0\n");
    assertThat(CommandLineRun.of("check", "fig2a").out())
        .containsPattern("A.5 norm of xi +not applicable +labels are no function");
  }

  /** There is a Hermite activation and a Hermite model, a linear model and a linear algebra. */
  @Test
  void checkListsComponentsForTheKindThatTheyAreUsedAs() {
    assertThat(CommandLineRun.of("check", "fig1a").out())
        .containsPattern("\nequivalent +hermite ")
        .containsPattern("\nactivation +sigmoid ")
        .doesNotContainPattern("\nactivation +hermite ");
    String swept =
        CommandLineRun.of(
                "check",
                "fig1a",
                "--set",
                "/models=[{\"type\": \"network\"}]",
                "--set",
                "/sweep/0={\"name\": \"sigma\", \"path\": \"/activations/0\","
                    + " \"values\": [{\"type\": \"hermite\", \"coefficients\": [0, 1]},"
                    + " {\"type\": \"gelu\"}]}")
            .out();
    assertThat(swept)
        .containsPattern("\nactivation +gelu ")
        .containsPattern("\nactivation +hermite ")
        .doesNotContainPattern("\nequivalent +hermite ");
  }
}
