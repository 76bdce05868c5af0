package io.onestep.runner.command;

import io.onestep.api.error.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where data files are. */
final class DataFolderOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "folder of data files, such as those of Fashion-MNIST or MNIST")
  private Path folder;

  /** Returns the folder, if one was named. */
  Optional<Path> path() {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new InvalidInputException("--data", "'" + folder + "' is no folder");
    }
    return Optional.ofNullable(folder);
  }
}
