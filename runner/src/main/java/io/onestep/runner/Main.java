package io.onestep.runner;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.runner.command.OnestepCommand;
import io.onestep.runner.command.PluginsCommand;
import io.onestep.runner.command.PluginsOption;
import io.onestep.runner.console.Console;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command line. */
public final class Main {
  private Main() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // Figures are drawn on a machine without a display too.
    System.setProperty("java.awt.headless", "true");
    System.exit(run(new Console(System.out, System.err, isTerminal()), args));
  }

  /** From Java 22 on there is a console without a terminal too, and a method that says so. */
  private static boolean isTerminal() {
    java.io.Console console = System.console();
    try {
      return console != null
          && (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /**
   * Runs a command.
   *
   * @param console where output goes
   * @param args the command line
   * @return the exit code, see {@link ExitCode}
   */
  public static int run(Console console, String... args) {
    try (Catalogue catalogue = PluginsOption.catalogue(args)) {
      return run(console, catalogue, args);
    } catch (Throwable e) { // the last place where an error can become a message
      return new ErrorMessages(console, error -> Optional.empty()).handle(e);
    }
  }

  private static int run(Console console, Catalogue catalogue, String... args) {
    ErrorMessages errors = new ErrorMessages(console, catalogue::explain);
    try {
      Injector injector =
          Guice.createInjector(Stage.PRODUCTION, new RunnerModule(catalogue, console));
      return commandLine(injector)
          .setOut(new PrintWriter(console.out(), true))
          .setErr(new PrintWriter(console.err(), true))
          .setExecutionExceptionHandler(errors)
          .setParameterExceptionHandler(errors)
          .setExecutionStrategy(
              parsed -> {
                noteBrokenPlugins(console, catalogue, parsed);
                return new RunLast().execute(parsed);
              })
          .execute(args);
    } catch (Throwable e) { // errors of plugins among them, while their jars are open
      return errors.handle(e);
    }
  }

  /** Where the command is not the one that says it at length. */
  private static void noteBrokenPlugins(Console console, Catalogue catalogue, ParseResult parsed) {
    if (!parsed.hasSubcommand()
        || parsed.subcommand().commandSpec().userObject() instanceof PluginsCommand) {
      return;
    }
    catalogue.plugins().stream()
        .filter(plugin -> !plugin.problems().isEmpty())
        .forEach(
            plugin ->
                console
                    .err()
                    .printf(
                        "note: plugin %s can't be used%s; 'onestep plugins' says why%n",
                        plugin.name(), plugin.components().isEmpty() ? "" : " in full"));
  }

  private static CommandLine commandLine(Injector injector) {
    IFactory picocli = CommandLine.defaultFactory();
    IFactory factory =
        new IFactory() {
          @Override
          public <K> K create(Class<K> type) throws Exception {
            return injector.getExistingBinding(Key.get(type)) == null
                ? picocli.create(type)
                : injector.getInstance(type);
          }
        };
    return new CommandLine(new OnestepCommand(), factory);
  }
}
