package io.onestep.runner;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.runner.command.OnestepCommand;
import io.onestep.runner.console.Console;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** The command line. */
public final class Main {
  /** So long may one operation of a trial in flight take, which ends between two operations. */
  private static final int PATIENCE_SECONDS = 70;

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // Figures are drawn on a machine without a display too.
    System.setProperty("java.awt.headless", "true");
    CountDownLatch ended = endCleanlyWhenInterrupted(Thread.currentThread());
    int code = run(new Console(System.out, System.err, isTerminal()), args);
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
              command.interrupt();
              try {
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
    ErrorMessages errors = new ErrorMessages(console);
    try {
      Catalogue catalogue = Catalogue.load(Main.class.getClassLoader());
      Injector injector =
          Guice.createInjector(Stage.PRODUCTION, new RunnerModule(catalogue, console));
      return commandLine(injector)
          .setOut(new PrintWriter(console.out(), true))
          .setErr(new PrintWriter(console.err(), true))
          .setExecutionExceptionHandler(errors)
          .setParameterExceptionHandler(errors)
          .execute(args);
    } catch (Throwable e) { // the last place where an error can become a message
      return errors.handle(e);
    }
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
