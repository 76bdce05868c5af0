package io.onestep.runner.command;

import io.onestep.api.error.InvalidInputException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where plugins are. All commands have the option. */
final class PluginsOption {
  private static final String FOLDER = "plugins";

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "folder of plugins (default: 'plugins' beside onestep.jar)")
  private Path folder;

  /**
   * The folder that the command line names, or else the one beside the jar, if there is one.
   *
   * @throws InvalidInputException if what the command line names is no folder
   */
  Optional<Path> folder() {
    if (folder == null) {
      return jar().map(jar -> jar.resolveSibling(FOLDER)).filter(Files::isDirectory);
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("--plugins", "'" + folder + "' is no folder");
    }
    return Optional.of(folder);
  }

  /** The jar of this program; empty if it runs from a folder of classes. */
  private static Optional<Path> jar() {
    CodeSource source = PluginsOption.class.getProtectionDomain().getCodeSource();
    try {
      return source == null
          ? Optional.empty()
          : Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isRegularFile);
    } catch (URISyntaxException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
