package io.onestep.datamodels.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.DataFile;
import io.onestep.api.data.DataModel;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.datamodels.Point;
import io.onestep.datamodels.mixture.GaussianMixtureFactory.ComponentConfig;
import io.onestep.datamodels.mixture.GaussianMixtureFactory.SpikeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CovarianceFileTest {
  @TempDir private Path folder;

  private DataModel model(String text) throws IOException {
    Files.writeString(folder.resolve("sigma.csv"), text);
    ComponentContext point =
        new ComponentContext() {
          @Override
          public Sizes sizes() {
            return Point.of(2).sizes();
          }

          @Override
          public Scaling scaling() {
            return Point.of(2).scaling();
          }

          @Override
          public Optional<Path> dataFolder() {
            return Optional.of(folder);
          }
        };
    ComponentConfig dense =
        new ComponentConfig(1, Optional.empty(), 1, List.of(), Optional.of("sigma.csv"));
    ComponentConfig spiked = new ComponentConfig(1, Optional.empty(), 1, List.of());
    return new GaussianMixtureFactory()
        .create(
            new GaussianMixtureFactory.Config(List.of(dense, spiked), Allocation.STRATIFIED),
            point);
  }

  @Test
  void theFileIsTheCovariance() throws IOException {
    DataModel model = model("2, 0.5\n0.5, 1\n");
    List<MixtureComponent> components = model.draw(RandomStreams.of(1)).components();
    assertThat(components.get(0).covariance()).isInstanceOf(DenseCovariance.class);
    assertThat(((DenseCovariance) components.get(0).covariance()).matrix().data())
        .containsExactly(2, 0.5, 0.5, 1);
    assertThat(components.get(1).covariance().trace()).isEqualTo(2);
    // printf '2, 0.5\n0.5, 1\n' | sha256sum
    assertThat(model.sources())
        .extracting(DataFile::sha256)
        .containsExactly("f034941942b76c9d7b6067cbee16babc931c3ab6b8b3088cf92402313977e7de");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1,2 | 2 ; sigma.csv:2",
        "1,2 | 2,x ; expected a number, found 'x'",
        "1,2 | 2,NaN ; expected a number, found 'NaN'",
        "1,2 ; expected n = 2 rows, found 1",
        "1,0 | 0,1 | 0,0 ; a further row",
        "1,2 | 3,1 ; symmetric",
        "1,2 | 2,1 ; semidefinite"
      })
  void whatIsNoCovarianceIsRefused(String rows, String message) {
    assertThatThrownBy(() -> model(rows.replace(" | ", "\n") + "\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("sigma.csv")
        .hasMessageContaining(message);
  }

  @Test
  void aFileStandsInPlaceOfSpikes() {
    SpikeConfig spike = new SpikeConfig(OptionalDouble.of(1), List.of(), Optional.empty(), 1);
    assertThatThrownBy(
            () -> new ComponentConfig(1, Optional.empty(), 1, List.of(spike), Optional.of("x.csv")))
        .isInstanceOf(InvalidValueException.class);
  }
}
