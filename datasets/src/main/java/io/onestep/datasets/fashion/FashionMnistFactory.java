package io.onestep.datasets.fashion;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.Dataset;
import io.onestep.api.data.DatasetFactory;
import io.onestep.api.parameter.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fashion-MNIST: grey images of clothes, 28 x 28 pixels from 0 to 1, ten classes (Xiao, Rasul and
 * Vollgraf 2017, arXiv 1708.07747; copyright Zalando SE, MIT licence). Its test half, 10,000
 * images, is bundled; the 60,000 training images are read from a folder that has them. Every file
 * is checked against its digest.
 */
public final class FashionMnistFactory implements DatasetFactory<FashionMnistFactory.Config> {
  private static final String FOLDER = "fashion-mnist";

  /** Creates the factory. */
  public FashionMnistFactory() {}

  /** Which images. */
  public enum Part {
    /** All images where the training half is found, otherwise the bundled test half. */
    AUTO,
    /** The bundled test half: 1000 images of each class. */
    TEST,
    /** All images, 7000 of each class: the training half, then the test half. */
    ALL
  }

  /**
   * The parameters.
   *
   * @param part which images
   */
  public record Config(
      @Parameter(
              value =
                  "which images: test (the bundled 10,000), all (70,000, with the training half"
                      + " from the data folder or from where the system keeps it), or auto (all"
                      + " where the training half is found, otherwise test)",
              defaultValue = "\"auto\"")
          Part part) {}

  @Override
  public String name() {
    return FOLDER;
  }

  @Override
  public String summary() {
    return "images of clothes, 28 x 28 pixels, ten classes; 10,000 bundled, 70,000 where installed";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Dataset create(Config config, ComponentContext context) {
    return new FashionMnist(
        config.part(), folders(context.dataFolder(), System.getenv("XDG_DATA_DIRS")));
  }

  /**
   * Where the training half may be: in the data folder, then in the shared folders of the system
   * (XDG base directory specification), where Debian's package dataset-fashion-mnist has it.
   */
  static List<Path> folders(Optional<Path> dataFolder, String sharedFolders) {
    List<Path> folders = new ArrayList<>();
    dataFolder.ifPresent(
        folder -> {
          folders.add(folder);
          folders.add(folder.resolve(FOLDER));
        });
    String shared =
        sharedFolders == null || sharedFolders.isEmpty()
            ? "/usr/local/share:/usr/share"
            : sharedFolders;
    Arrays.stream(shared.split(":"))
        .map(Path::of)
        .filter(Path::isAbsolute) // the specification ignores all others
        .forEach(folder -> folders.add(folder.resolve("datasets").resolve(FOLDER)));
    return List.copyOf(folders);
  }
}
