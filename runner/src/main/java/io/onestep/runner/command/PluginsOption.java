package io.onestep.runner.command;

import io.onestep.api.error.InvalidInputException;
import io.onestep.engine.catalogue.Catalogue;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * Where plugins are. All commands have the option; it is read before them, since they are made with
 * the components that there are.
 */
@Command
public final class PluginsOption {
  private static final String FOLDER = "plugins";

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "folder of plugins (default: 'plugins' beside onestep.jar)")
  private Path folder;

  /** Creates the option. */
  public PluginsOption() {}

  /**
   * Finds the components that there are: those of this program, and those of the plugins in the
   * folder that a command line names, or else in the folder {@code plugins} beside the jar.
   *
   * @param args the command line
   * @return the components, to be closed after use
   * @throws InvalidInputException if what the command line names is no folder
   */
  public static Catalogue catalogue(String... args) {
    ClassLoader own = PluginsOption.class.getClassLoader();
    return folder(args)
        .map(folder -> Catalogue.load(own, folder))
        .orElseGet(() -> Catalogue.load(own));
  }

  private static Optional<Path> folder(String... args) {
    PluginsOption option = new PluginsOption();
    try {
      new CommandLine(option).setUnmatchedArgumentsAllowed(true).parseArgs(args);
    } catch (ParameterException e) {
      return Optional.empty(); // the commands' own reading of the arguments says what is wrong
    }
    if (option.folder == null) {
      return jar().map(jar -> jar.resolveSibling(FOLDER)).filter(Files::isDirectory);
    }
    if (!Files.isDirectory(option.folder)) {
      throw new InvalidInputException("--plugins", "'" + option.folder + "' is no folder");
    }
    return Optional.of(option.folder);
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
