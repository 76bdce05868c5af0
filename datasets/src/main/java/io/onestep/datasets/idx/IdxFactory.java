package io.onestep.datasets.idx;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.DataFile;
import io.onestep.api.data.Dataset;
import io.onestep.api.data.DatasetFactory;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.parameter.Parameter;
import io.onestep.datasets.file.DataSource;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Any data set in IDX files by their usual names, such as MNIST, KMNIST and EMNIST: {@code
 * train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and
 * {@code t10k-labels-idx1-ubyte}. Also with {@code test} for {@code t10k}, a dot before {@code
 * idx}, a prefix, or {@code .gz} at the end. A class is named by its label's number.
 */
public final class IdxFactory implements DatasetFactory<IdxFactory.Config> {
  /** Creates the factory. */
  public IdxFactory() {}

  /** Which images. */
  public enum Part {
    /** All: the training half, then the test half, where there is one. */
    ALL,
    /** The training half. */
    TRAIN,
    /** The test half. */
    TEST
  }

  /**
   * The parameters.
   *
   * @param folder the folder of the files, relative to the data folder
   * @param prefix what the files' names begin with
   * @param part which images
   */
  public record Config(
      @Parameter(value = "folder of the files, relative to the data folder", defaultValue = "\".\"")
          String folder,
      @Parameter(
              value = "what the files' names begin with, for example \"emnist-letters-\"",
              defaultValue = "\"\"")
          String prefix,
      @Parameter(value = "which images: all, train or test", defaultValue = "\"all\"") Part part) {
    /** Validates that folder and prefix can be parts of a path. */
    public Config {
      requirePath("folder", folder);
      requirePath("prefix", prefix);
    }

    private static void requirePath(String parameter, String text) {
      try {
        Path.of(text);
      } catch (InvalidPathException e) {
        throw new InvalidValueException(parameter, "'" + text + "'", "a path");
      }
    }
  }

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public String summary() {
    return "images and labels in IDX files: MNIST, KMNIST, EMNIST and others";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Dataset create(Config config, ComponentContext context) {
    Path folder = context.dataFolder().orElse(Path.of("")).resolve(config.folder());
    return new IdxDataset(folder, config.prefix(), config.part());
  }

  private record IdxDataset(Path folder, String prefix, Part part) implements Dataset {
    @Override
    public ClassedInputs load() {
      return set().load(Integer::toString);
    }

    @Override
    public List<DataFile> files() {
      return set().files();
    }

    private IdxSet set() {
      List<IdxSet.Pair> pairs = new ArrayList<>();
      if (part != Part.TEST) {
        pair("train").ifPresent(pairs::add);
      }
      if (part != Part.TRAIN) {
        pair("t10k").or(() -> pair("test")).ifPresent(pairs::add);
      }
      if (pairs.isEmpty()) {
        throw new InvalidInputException(
            folder.toString(),
            "holds no images: expected files such as %s-images-idx3-ubyte or ...ubyte.gz; name the"
                    .formatted(prefix + (part == Part.TEST ? "t10k" : "train"))
                + " folder with the data set's parameter 'folder' or with --data");
      }
      return new IdxSet(pairs);
    }

    private Optional<IdxSet.Pair> pair(String half) {
      return find(half + "-images", "idx3-ubyte")
          .map(images -> new IdxSet.Pair(images, labels(half + "-labels")));
    }

    private DataSource labels(String stem) {
      return find(stem, "idx1-ubyte")
          .orElseThrow(
              () ->
                  new InvalidInputException(
                      folder.toString(),
                      "holds images but not their labels: expected %s-idx1-ubyte or ...ubyte.gz"
                          .formatted(prefix + stem)));
    }

    private Optional<DataSource> find(String stem, String type) {
      for (String separator : new String[] {"-", "."}) {
        for (String ending : new String[] {"", ".gz"}) {
          Path file = folder.resolve(prefix + stem + separator + type + ending);
          if (Files.isRegularFile(file)) {
            return Optional.of(DataSource.of(file));
          }
        }
      }
      return Optional.empty();
    }
  }
}
