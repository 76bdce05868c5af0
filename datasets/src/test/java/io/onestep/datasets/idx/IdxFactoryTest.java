package io.onestep.datasets.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.DataFile;
import io.onestep.api.data.Dataset;
import io.onestep.api.data.InputClass;
import io.onestep.api.error.InvalidInputException;
import io.onestep.datasets.IdxContent;
import io.onestep.datasets.Point;
import io.onestep.datasets.idx.IdxFactory.Config;
import io.onestep.datasets.idx.IdxFactory.Part;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.DatasetContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFactoryTest extends ComponentFactoryContract<Config, Dataset> {
  @TempDir private Path folder;

  @Override
  protected IdxFactory factory() {
    return new IdxFactory();
  }

  @Override
  protected Config config() {
    return new Config(".", "", Part.ALL);
  }

  @Override
  protected ComponentContext context() {
    return Point.in(folder);
  }

  /** Three training images of the labels 7, 2, 7, two test images of the labels 2, 5. */
  @BeforeEach
  void writeFiles() throws IOException {
    write("train-images-idx3-ubyte.gz", IdxContent.gzip(IdxContent.images(51, 102, 153)));
    write("train-labels-idx1-ubyte", IdxContent.labels(7, 2, 7));
    write("t10k-images.idx3-ubyte", IdxContent.images(204, 255));
    write("t10k-labels-idx1-ubyte.gz", IdxContent.gzip(IdxContent.labels(2, 5)));
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private Dataset dataset(Part part) {
    return factory().create(new Config(".", "", part), context());
  }

  @Nested
  class Contract extends DatasetContract {
    @Override
    protected Dataset dataset() {
      return IdxFactoryTest.this.dataset(Part.ALL);
    }
  }

  @Test
  void classesAreTheLabelsInTheirOrder() {
    List<InputClass> classes = dataset(Part.ALL).load().classes();
    assertThat(classes).extracting(InputClass::name).containsExactly("2", "5", "7");
    assertThat(classes.get(0).x().row(0)).containsExactly(0.4, 0.4, 0.4, 0.4); // 102/255
    assertThat(classes.get(0).x().row(1)).containsExactly(0.8, 0.8, 0.8, 0.8);
    assertThat(classes.get(1).x().row(0)).containsExactly(1, 1, 1, 1);
    assertThat(classes.get(2).x().row(0)).containsExactly(0.2, 0.2, 0.2, 0.2);
    assertThat(classes.get(2).x().row(1)).containsExactly(0.6, 0.6, 0.6, 0.6);
  }

  @Test
  void aHalfCanBeTaken() {
    assertThat(dataset(Part.TRAIN).load().classes())
        .extracting(InputClass::name)
        .containsExactly("2", "7");
    assertThat(dataset(Part.TEST).load().classes())
        .extracting(InputClass::name)
        .containsExactly("2", "5");
    assertThat(dataset(Part.TEST).files())
        .extracting(DataFile::name)
        .containsExactly(
            folder.resolve("./t10k-images.idx3-ubyte").toString(),
            folder.resolve("./t10k-labels-idx1-ubyte.gz").toString());
  }

  @Test
  void foldersAndPrefixesAreFollowed() throws IOException {
    Path sub = Files.createDirectory(folder.resolve("emnist"));
    Files.write(sub.resolve("emnist-letters-test-images-idx3-ubyte"), IdxContent.images(255));
    Files.write(sub.resolve("emnist-letters-test-labels-idx1-ubyte"), IdxContent.labels(26));
    Dataset dataset =
        factory().create(new Config("emnist", "emnist-letters-", Part.ALL), context());
    assertThat(dataset.load().classes()).extracting(InputClass::name).containsExactly("26");
  }

  private void assertRefused(String... message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> dataset(Part.ALL).load())
        .satisfies(e -> assertThat(e.getMessage()).contains(message));
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
    assertRefused(folder.toString(), "not their labels: expected t10k-labels-idx1-ubyte");
    Files.delete(folder.resolve("t10k-images.idx3-ubyte"));
    assertThat(dataset(Part.ALL).load().classes()).hasSize(2); // the training half is enough
    Files.delete(folder.resolve("train-images-idx3-ubyte.gz"));
    assertRefused(folder.toString(), "no images: expected files such as train-images-idx3-ubyte");
  }

  @Test
  void filesThatDoNotFitTogetherAreRefused() throws IOException {
    write("train-labels-idx1-ubyte", IdxContent.labels(7, 2));
    assertRefused("train-labels-idx1-ubyte: holds 2 labels", "holds 3 images");
    write("train-labels-idx1-ubyte", IdxContent.labels(7, 2, 7));
    byte[] flat = IdxContent.images(1, 2);
    flat[15] = 1; // one column in place of two
    write("t10k-images.idx3-ubyte", java.util.Arrays.copyOf(flat, 16 + 4));
    assertRefused("t10k-images.idx3-ubyte: has images of 2 pixels", "before it have 4");
  }
}
