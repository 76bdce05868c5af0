package io.onestep.datasets.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.Dataset;
import io.onestep.api.data.InputClass;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.InvalidValueException;
import io.onestep.datasets.Point;
import io.onestep.datasets.csv.CsvFactory.Config;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.DatasetContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFactoryTest extends ComponentFactoryContract<Config, Dataset> {
  private static final String FLOWERS =
      """
      length,kind,width
      5.1,setosa,3.5
      7,"versi, color",-3.2e1
      4.9, setosa ,3
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(folder.resolve("data.csv"), FLOWERS);
  }

  @Override
  protected CsvFactory factory() {
    return new CsvFactory();
  }

  @Override
  protected Config config() {
    return new Config("data.csv", "kind", List.of(), ",");
  }

  @Override
  protected ComponentContext context() {
    return Point.in(folder);
  }

  private Dataset dataset(String content, Config config) throws IOException {
    Files.writeString(file, content);
    return factory().create(config, context());
  }

  @Nested
  class Contract extends DatasetContract {
    @Override
    protected Dataset dataset() {
      return factory().create(config(), context());
    }
  }

  @Test
  void columnsAreNumbersAndOneIsALabel() throws IOException {
    List<InputClass> classes = dataset(FLOWERS, config()).load().classes();
    assertThat(classes).extracting(InputClass::name).containsExactly("setosa", "versi, color");
    assertThat(classes.get(0).x().rows()).isEqualTo(2);
    assertThat(classes.get(0).x().row(0)).containsExactly(5.1, 3.5);
    assertThat(classes.get(0).x().row(1)).containsExactly(4.9, 3);
    assertThat(classes.get(1).x().row(0)).containsExactly(7, -32);
  }

  @Test
  void columnsCanBeChosenInAnyOrder() throws IOException {
    Config config = new Config("data.csv", "c", List.of("b", "a"), ";");
    List<InputClass> classes = dataset("\uFEFFa;x;b;c\r\n1;?;2;0\r\n", config).load().classes();
    assertThat(classes.get(0).x().row(0)).containsExactly(2, 1);
  }

  @Test
  void labelsThatAreNumbersAreInTheOrderOfNumbers() throws IOException {
    Config config = new Config("data.csv", "label", List.of(), ",");
    assertThat(dataset("label,x\n10,1\n9,2\n-1,3\n10,4\n", config).load().classes())
        .extracting(InputClass::name)
        .containsExactly("-1", "9", "10");
    assertThat(dataset("label,x\n10,1\nb,2\n9,3", config).load().classes())
        .extracting(InputClass::name)
        .containsExactly("10", "9", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|: is empty; expected a header",
        "'length,kind'|: has a header but no rows",
        "'kind\na'|:1: expected a column of numbers beside 'kind'",
        "'length,sort\n1,a'|:1: expected a column 'kind', found 'length', 'sort'",
        "'kind,kind,x\na,b,1'|:1: two columns are called 'kind'",
        "'x,kind,x\n1,a,1'|:1: two columns are called 'x'",
        "'x,kind\n1,a\n2,a,3\n'|:3: expected 2 values as in the header, found 3",
        "'x,kind\n1,a\n\n2'|:3: expected 2 values as in the header, found 1",
        "'x,kind\n1,a\nlong,a'|:3: column 'x': expected a finite number, found 'long'",
        "'x,kind\n1,a\n,a'|:3: column 'x': expected a finite number, found ''",
        "'x,kind\n1d,a'|:2: column 'x': expected a finite number, found '1d'",
        "'x,kind\nNaN,a'|:2: column 'x': expected a finite number, found 'NaN'",
        "'x,kind\n1e999,a'|:2: column 'x': expected a finite number, found '1e999'",
        "'x,kind\n1, '|:2: column 'kind': expected a label, found nothing",
      })
  void wrongTablesAreRefused(String content, String message) throws IOException {
    Dataset dataset = dataset(content, config());
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(dataset::load)
        .withMessage(file + message);
  }

  @Test
  void filesThatAreNoTextAreRefused() throws IOException {
    Dataset dataset = dataset("", config());
    Files.write(file, "x,kind\n1,caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(dataset::load)
        .withMessage(file + ": is not text in UTF-8");
    Files.writeString(file, "x,kind\n1,\"a\"b\n");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(dataset::load)
        .withMessageStartingWith(file + ": is no table: ");
    Files.delete(file);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(dataset::load)
        .withMessage(file + ": there is no such file");
  }

  @Test
  void wrongParametersAreRefused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Config("f", "a", List.of("b", "b"), ","))
        .returns("columns", InvalidValueException::parameter);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Config("f", "a", List.of("a"), ","))
        .returns("columns", InvalidValueException::parameter);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Config("f", "a", List.of(), ", "))
        .returns("delimiter", InvalidValueException::parameter);
  }
}
