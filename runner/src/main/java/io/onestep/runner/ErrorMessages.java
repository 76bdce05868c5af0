package io.onestep.runner;

import io.onestep.api.error.InsufficientResourcesException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.MissingComponentException;
import io.onestep.api.error.NumericalException;
import io.onestep.runner.command.RunStoppedException;
import io.onestep.runner.console.Console;
import io.onestep.runner.console.PlainText;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into messages and exit codes. */
final class ErrorMessages implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /** So many problems are said. */
  private static final int MOST_PROBLEMS = 100;

  /** So many characters of a problem are. */
  private static final int LONGEST = 4_000;

  private final Console console;
  private final Function<Throwable, Optional<String>> explanation;

  /** {@code explanation} says which plugin an error comes from, if it comes from one. */
  ErrorMessages(Console console, Function<Throwable, Optional<String>> explanation) {
    this.console = console;
    this.explanation = explanation;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    error(e.getMessage());
    StringBuilder suggestions = new StringBuilder();
    if (e instanceof UnmatchedArgumentException unmatched) {
      unmatched.getSuggestions().stream()
          .limit(3)
          .forEach(s -> suggestions.append(suggestions.isEmpty() ? "" : ", ").append(s));
    }
    if (!suggestions.isEmpty()) {
      console.err().println("did you mean: " + suggestions);
    }
    console
        .err()
        .println("see: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return ExitCode.WRONG_INPUT;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return handle(e);
  }

  private void error(String message) {
    console.err().println("error: " + PlainText.line(message, LONGEST));
  }

  /** Returns an exception's message, or its kind if it has none. */
  private static String message(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  int handle(Throwable e) {
    if (e instanceof RunStoppedException stopped) {
      int code = handle(stopped.getCause());
      console.err().println(stopped.getMessage());
      if (code == ExitCode.MISSING_COMPONENT
          && !(stopped.getCause() instanceof MissingComponentException)) {
        console
            .err()
            .println(
                "Once the plugin is mended, run again with another --out: --resume accepts"
                    + " unchanged jars only (the executor's apart).");
      }
      return code;
    }
    // An interrupted thread sees errors of other kinds too: of files that it was about to read,
    // say.
    if (e instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
      console.err().println("interrupted");
      return ExitCode.INTERRUPTED;
    }
    if (e instanceof InvalidInputException invalid) {
      invalid.problems().stream().limit(MOST_PROBLEMS).forEach(p -> error(p.toString()));
      if (invalid.problems().size() > MOST_PROBLEMS) {
        error("and %d more".formatted(invalid.problems().size() - MOST_PROBLEMS));
      }
      return ExitCode.WRONG_INPUT;
    }
    if (e instanceof MissingComponentException) {
      message(e).lines().limit(MOST_PROBLEMS).forEach(this::error);
      return ExitCode.MISSING_COMPONENT;
    }
    if (e instanceof NumericalException) {
      error(message(e));
      return ExitCode.NUMERICAL_FAILURE;
    }
    if (e instanceof OutOfMemoryError) {
      console
          .err()
          .println(
              "error: not enough memory ("
                  + message(e)
                  + "); lower /sizes/n, /sizes/m or k, or --threads, or give java more with -Xmx");
      return ExitCode.NOT_ENOUGH_RESOURCES;
    }
    if (e instanceof InsufficientResourcesException) {
      message(e).lines().forEach(this::error);
      return ExitCode.NOT_ENOUGH_RESOURCES;
    }
    Optional<String> plugin = explanation.apply(e);
    if (plugin.isPresent()) {
      error(plugin.get());
      return ExitCode.MISSING_COMPONENT;
    }
    if (e instanceof IOException) {
      error("can't write the results: " + message(e));
      return ExitCode.NOT_ENOUGH_RESOURCES;
    }
    console.err().println("error: this is a defect of onestep; please report it with what follows");
    e.printStackTrace(console.err());
    return ExitCode.DEFECT;
  }
}
