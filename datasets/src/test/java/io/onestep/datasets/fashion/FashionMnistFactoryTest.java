package io.onestep.datasets.fashion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.DataFile;
import io.onestep.api.data.Dataset;
import io.onestep.api.data.InputClass;
import io.onestep.api.error.InvalidInputException;
import io.onestep.datasets.IdxContent;
import io.onestep.datasets.Point;
import io.onestep.datasets.fashion.FashionMnistFactory.Config;
import io.onestep.datasets.fashion.FashionMnistFactory.Part;
import io.onestep.datasets.file.DataSource;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.DatasetContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistFactoryTest extends ComponentFactoryContract<Config, Dataset> {
  private static final Path DEBIAN = Path.of("/usr/share/datasets/fashion-mnist");
  private static final Dataset TEST = new FashionMnist(Part.TEST, List.of());

  @TempDir private Path folder;

  @Override
  protected FashionMnistFactory factory() {
    return new FashionMnistFactory();
  }

  @Override
  protected Config config() {
    return new Config(Part.AUTO);
  }

  @Nested
  class Contract extends DatasetContract {
    @Override
    protected Dataset dataset() {
      return TEST;
    }
  }

  /** 1000 images a class: Xiao, Rasul and Vollgraf 2017, section 2. */
  @Test
  void theBundledHalfHas1000ImagesOf784PixelsAClass() {
    ClassedInputs inputs = TEST.load();
    assertThat(inputs.dimension()).isEqualTo(784);
    assertThat(inputs.classes())
        .extracting(InputClass::name)
        .containsExactly(
            "T-shirt/top",
            "Trouser",
            "Pullover",
            "Dress",
            "Coat",
            "Sandal",
            "Shirt",
            "Sneaker",
            "Bag",
            "Ankle boot");
    assertThat(inputs.classes()).extracting(c -> c.x().rows()).containsOnly(1000);
  }

  @Test
  void pixelsGoFromZeroToOne() {
    List<InputClass> classes = TEST.load().classes();
    double min = classes.stream().flatMapToDouble(c -> pixels(c.x())).min().orElseThrow();
    double max = classes.stream().flatMapToDouble(c -> pixels(c.x())).max().orElseThrow();
    assertThat(min).isEqualTo(0);
    assertThat(max).isEqualTo(1);
    // Trousers are two legs: the middle column of the lower half is dark, its neighbours are not.
    Matrix trousers = classes.get(1).x();
    assertThat(meanOfColumn(trousers, 14)).isLessThan(0.5 * meanOfColumn(trousers, 10));
  }

  private static DoubleStream pixels(Matrix x) {
    return Arrays.stream(x.data());
  }

  private static double meanOfColumn(Matrix x, int column) {
    double sum = 0;
    for (int i = 0; i < x.rows(); i++) {
      for (int row = 20; row < 26; row++) {
        sum += x.get(i, 28 * row + column);
      }
    }
    return sum / (6 * x.rows());
  }

  @Test
  void filesAreBundledAndHaveTheirDigests() {
    assertThat(TEST.files())
        .containsExactly(
            new DataFile(
                "bundled:t10k-images-idx3-ubyte.gz",
                "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa"),
            new DataFile(
                "bundled:t10k-labels-idx1-ubyte.gz",
                "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05"));
  }

  @Test
  void theLicenceIsBesideTheImages() throws IOException {
    try (var licence = FashionMnistFactory.class.getResourceAsStream("LICENSE-fashion-mnist.txt")) {
      assertThat(new String(licence.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .contains("The MIT License", "Copyright (c) 2017 Zalando SE");
    }
  }

  @Test
  void withoutTheTrainingHalfAutoIsTheTestHalf() {
    assertThat(new FashionMnist(Part.AUTO, List.of(folder)).files()).isEqualTo(TEST.files());
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new FashionMnist(Part.ALL, List.of(folder)).load())
        .withMessageContaining("train-images-idx3-ubyte.gz; looked in " + folder)
        .withMessageContaining("--data");
  }

  @Test
  void filesOfAnotherDigestAreRefused() throws IOException {
    Path images = folder.resolve("train-images-idx3-ubyte.gz");
    Files.write(images, IdxContent.gzip(IdxContent.images(1)));
    Dataset dataset = new FashionMnist(Part.AUTO, List.of(folder));
    String found = DataSource.of(images).describe().sha256();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(dataset::load)
        .withMessageStartingWith(images + ": expected the SHA-256 digest b0564c3eedabfbf835052cff")
        .withMessageEndingWith("found " + found);
  }

  @Test
  void theDataFolderComesBeforeTheSystemsFolders() {
    assertThat(FashionMnistFactory.folders(Optional.of(folder), null))
        .containsExactly(
            folder,
            folder.resolve("fashion-mnist"),
            Path.of("/usr/local/share/datasets/fashion-mnist"),
            DEBIAN);
    assertThat(FashionMnistFactory.folders(Optional.empty(), "/opt/share:relative:/srv"))
        .containsExactly(
            Path.of("/opt/share/datasets/fashion-mnist"), Path.of("/srv/datasets/fashion-mnist"));
  }

  static boolean isInstalled() {
    return Files.isRegularFile(DEBIAN.resolve("train-images-idx3-ubyte.gz"));
  }

  /**
   * Mean and standard deviation of the training half's pixels are the 0.2860 and 0.3530 by which
   * Fashion-MNIST is commonly normalised; the test half is a seventh of all.
   */
  @Test
  @EnabledIf("isInstalled")
  void allImagesAre7000AClass() {
    Dataset dataset = factory().create(new Config(Part.ALL), Point.in(DEBIAN.getParent()));
    assertThat(dataset.files()).hasSize(4);
    ClassedInputs all = dataset.load();
    assertThat(all.classes()).extracting(c -> c.x().rows()).containsOnly(7000);
    ClassedInputs test = TEST.load();
    double sum = 0;
    double squares = 0;
    for (int c = 0; c < 10; c++) {
      Matrix x = all.classes().get(c).x();
      Matrix last = x.rows(6000, 7000); // the training half comes first
      assertThat(last.row(999)).containsExactly(test.classes().get(c).x().row(999));
      for (int i = 0; i < 6000 * 784; i++) {
        sum += x.data()[i];
        squares += x.data()[i] * x.data()[i];
      }
    }
    double mean = sum / (60_000 * 784.0);
    assertThat(mean).isCloseTo(0.2860, within(5e-5));
    assertThat(Math.sqrt(squares / (60_000 * 784.0) - mean * mean)).isCloseTo(0.3530, within(5e-5));
  }
}
