package io.onestep.datasets.fashion;

import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.DataFile;
import io.onestep.api.data.Dataset;
import io.onestep.api.error.InvalidInputException;
import io.onestep.datasets.fashion.FashionMnistFactory.Part;
import io.onestep.datasets.file.DataSource;
import io.onestep.datasets.idx.IdxSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Fashion-MNIST, with the folders in which its training half may be. */
record FashionMnist(Part part, List<Path> folders) implements Dataset {
  private static final List<String> CLASSES =
      List.of(
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

  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

  // The digests of the four published files, as in Debian's dataset-fashion-mnist 0.0~git20200523.
  private static final String TRAIN_IMAGES_SHA256 =
      "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7";
  private static final String TRAIN_LABELS_SHA256 =
      "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056";
  private static final String TEST_IMAGES_SHA256 =
      "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa";
  private static final String TEST_LABELS_SHA256 =
      "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05";

  @Override
  public ClassedInputs load() {
    Optional<Path> folder = trainingFolder();
    if (folder.isPresent()) {
      DataSource.of(folder.get().resolve(TRAIN_IMAGES)).require(TRAIN_IMAGES_SHA256);
      DataSource.of(folder.get().resolve(TRAIN_LABELS)).require(TRAIN_LABELS_SHA256);
    }
    bundled(TEST_IMAGES).require(TEST_IMAGES_SHA256);
    bundled(TEST_LABELS).require(TEST_LABELS_SHA256);
    return set(folder).load(CLASSES::get);
  }

  @Override
  public List<DataFile> files() {
    return set(trainingFolder()).files();
  }

  private static IdxSet set(Optional<Path> trainingFolder) {
    IdxSet.Pair test = new IdxSet.Pair(bundled(TEST_IMAGES), bundled(TEST_LABELS));
    return new IdxSet(
        trainingFolder
            .map(
                folder ->
                    List.of(
                        new IdxSet.Pair(
                            DataSource.of(folder.resolve(TRAIN_IMAGES)),
                            DataSource.of(folder.resolve(TRAIN_LABELS))),
                        test))
            .orElse(List.of(test)));
  }

  private static DataSource bundled(String file) {
    return DataSource.bundled(FashionMnist.class, file);
  }

  /** The folder of the training half; empty if the test half is all that is wanted or found. */
  private Optional<Path> trainingFolder() {
    if (part == Part.TEST) {
      return Optional.empty();
    }
    Optional<Path> found =
        folders.stream().filter(f -> Files.isRegularFile(f.resolve(TRAIN_IMAGES))).findFirst();
    if (found.isEmpty() && part == Part.ALL) {
      throw new InvalidInputException(
          "",
          "data set fashion-mnist: no folder holds %s; looked in %s; name the folder with --data,"
                  .formatted(
                      TRAIN_IMAGES,
                      folders.stream().map(Path::toString).collect(Collectors.joining(", ")))
              + " install Debian's dataset-fashion-mnist, or set part to \"test\"");
    }
    return found;
  }
}
