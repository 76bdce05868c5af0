package io.onestep.runner;

import io.onestep.engine.Engine;
import io.onestep.engine.binding.RecordBinder;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.runner.command.CheckCommand;
import io.onestep.runner.command.DatasetsCommand;
import io.onestep.runner.command.DescribeCommand;
import io.onestep.runner.command.ListCommand;
import io.onestep.runner.command.OnestepCommand;
import io.onestep.runner.command.PluginsCommand;
import io.onestep.runner.command.ReportCommand;
import io.onestep.runner.command.RunCommand;
import io.onestep.runner.command.ShowCommand;
import io.onestep.runner.command.TheoryCommand;
import io.onestep.runner.console.Console;
import io.onestep.runner.folder.Provenance;
import io.onestep.runner.preset.Presets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/** The command line. */
public final class Main {
  /** So long may one operation of a trial in flight take, which ends between two operations. */
  private static final int PATIENCE_SECONDS = 70;

  /** So long nobody wonders. */
  private static final int SOON_SECONDS = 3;

  /** As systems name it that have names for it. */
  private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // Figures are drawn on a machine without a display too.
    System.setProperty("java.awt.headless", "true");
    // Files are the same, and messages in one language, wherever they are written.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    // Guice generates classes that pay in long-lived programs; newer Java warns of how it does.
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
    CountDownLatch ended = endCleanlyWhenInterrupted(Thread.currentThread());
    int code = ExitCode.DEFECT;
    try {
      code = run(new Console(System.out, System.err, isTerminal()), args);
      code = code == ExitCode.DONE ? codeOfOutput() : code;
    } catch (Throwable e) { // else the hook would take the process for one that is to be ended
      e.printStackTrace();
    }
    ended.countDown();
    System.exit(code);
  }

  /**
   * Lets a command end in its own way when the process is told to end (Ctrl-C, SIGTERM), with the
   * exit code of an interruption.
   *
   * @return to be counted down when the command has ended
   */
  private static CountDownLatch endCleanlyWhenInterrupted(Thread command) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              if (ended.getCount() == 0) {
                return; // it has ended by itself
              }
              endIfAPluginEndsTheProcess();
              command.interrupt();
              try {
                if (!ended.await(SOON_SECONDS, TimeUnit.SECONDS)) {
                  System.err.println(
                      "ending: what is in flight may take another minute to come to a place where"
                          + " it can stop");
                }
                if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                  System.err.println("interrupted");
                }
              } catch (InterruptedException e) {
                // then at once
              }
              Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            },
            "onestep-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    return ended;
  }

  /**
   * A plugin's call of {@code System.exit} never returns, so that a command which waits for it, as
   * for a trial in flight, would not end.
   */
  private static void endIfAPluginEndsTheProcess() {
    Thread.getAllStackTraces().values().stream()
        .flatMap(stack -> Catalogue.explainExit(stack).stream())
        .findFirst()
        .ifPresent(
            explanation -> {
              System.err.println("error: " + explanation);
              Runtime.getRuntime().halt(ExitCode.MISSING_COMPONENT);
            });
  }

  /**
   * A pipe may break, since its reader may have had enough; a file that is not whole is no file.
   */
  private static int codeOfOutput() {
    if (!System.out.checkError() || !isPrintedToAFile()) {
      return ExitCode.DONE;
    }
    System.err.println("error: standard output can't be written in full; is its disk full?");
    return ExitCode.NOT_ENOUGH_RESOURCES;
  }

  /** A process that was started without an output has a file of Java's own in its place. */
  private static boolean isPrintedToAFile() {
    try {
      Path file = STANDARD_OUTPUT.toRealPath();
      Path java = Path.of(System.getProperty("java.home")).toRealPath();
      return Files.isRegularFile(file) && !file.startsWith(java);
    } catch (IOException e) {
      return false; // it is a pipe, or nothing that has a name here
    }
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
    OnestepCommand onestep = new OnestepCommand();
    try (Wiring wiring = new Wiring(onestep::catalogue)) {
      ErrorMessages errors = new ErrorMessages(console, wiring::explain);
      try {
        return commandLine(onestep, wiring, console)
            .setOut(new PrintWriter(console.out(), true))
            .setErr(new PrintWriter(console.err(), true))
            .setExecutionExceptionHandler(errors)
            .setParameterExceptionHandler(errors)
            .setExecutionStrategy(parsed -> execute(parsed, wiring, console, errors))
            .execute(args);
      } catch (Throwable e) { // errors of plugins among them, while their jars are open
        return errors.handle(e);
      }
    } catch (Throwable e) { // the last place where an error can become a message
      return new ErrorMessages(console, error -> Optional.empty()).handle(e);
    }
  }

  private static CommandLine commandLine(OnestepCommand onestep, Wiring wiring, Console console) {
    Supplier<Catalogue> catalogue = wiring::catalogue;
    Supplier<Engine> engine = () -> wiring.get(Engine.class);
    Supplier<RecordBinder> binder = () -> wiring.get(RecordBinder.class);
    Supplier<Provenance> provenance = () -> wiring.get(Provenance.class);
    Presets presets = new Presets();
    CommandLine commandLine = new CommandLine(onestep);
    commandLine
        .addSubcommand(new RunCommand(engine, presets, provenance, console))
        .addSubcommand(new TheoryCommand(engine, presets, provenance, console))
        .addSubcommand(new CheckCommand(engine, presets, console))
        .addSubcommand(new ListCommand(catalogue, presets, console))
        .addSubcommand(new DescribeCommand(catalogue, presets, console))
        .addSubcommand(new DatasetsCommand(catalogue, binder, console))
        .addSubcommand(new ShowCommand(engine, presets, console))
        .addSubcommand(new ReportCommand(engine, console))
        .addSubcommand(new PluginsCommand(catalogue, console))
        .setAllowSubcommandsAsOptionParameters(true) // --plugins plugins
        .registerConverter(Path.class, Main::path); // of the subcommands, too
    return commandLine;
  }

  /** An empty one is an unset variable of a shell, not the folder one is in. */
  private static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("'" + text + "' is no path");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + text + "' is no path: " + e.getReason());
    }
  }

  private static int execute(
      ParseResult parsed, Wiring wiring, Console console, ErrorMessages errors) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    try {
      noteBrokenPlugins(parsed, wiring, console);
      return new RunLast().execute(parsed);
    } catch (ExecutionException | ParameterException e) {
      throw e; // picocli hands on the errors of commands
    } catch (RuntimeException e) { // not these, nor those of a plugin's exception it would show
      return errors.handle(e);
    }
  }

  /** Where the command is not the one that says it at length. */
  private static void noteBrokenPlugins(ParseResult parsed, Wiring wiring, Console console) {
    if (!parsed.hasSubcommand()
        || parsed.subcommand().commandSpec().userObject() instanceof PluginsCommand) {
      return;
    }
    wiring.catalogue().plugins().stream()
        .filter(plugin -> !plugin.problems().isEmpty())
        .forEach(
            plugin ->
                console
                    .err()
                    .printf(
                        "note: plugin %s can't be used%s; 'onestep plugins' says why%n",
                        plugin.name(), plugin.components().isEmpty() ? "" : " in full"));
  }
}
