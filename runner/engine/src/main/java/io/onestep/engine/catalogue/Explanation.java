package io.onestep.engine.catalogue;

import io.onestep.api.error.BrokenComponentException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a class of a plugin can't be used, in words. */
final class Explanation {
  /** What the Java platform says of a line of a services file; the class comes first. */
  private static final Pattern PROVIDER =
      Pattern.compile("\\S+: (?:Provider )?(\\S+) (not found|not a subtype|.*)");

  private Explanation() {}

  /** Explains why a line of a services file gives no factory. */
  static String of(Kind kind, Throwable error) {
    String service = kind.service().getName();
    Matcher provider = PROVIDER.matcher(String.valueOf(error.getMessage()));
    if (!(error instanceof ServiceConfigurationError) || !provider.matches()) {
      return linkage(error)
          .orElse("a %s can't be loaded: %s; mend it".formatted(kind.noun(), text(error)));
    }
    String type = provider.group(1);
    Throwable cause = error.getCause();
    if (provider.group(2).equals("not found")) {
      return "META-INF/services/%s names the class %s, which is not there or is damaged; correct the name or build the jar again"
          .formatted(service, type);
    }
    if (provider.group(2).equals("not a subtype")) {
      return "META-INF/services/%s names the class %s, which does not implement it"
          .formatted(service, type);
    }
    if (cause instanceof InstantiationException) {
      return "the class %s is abstract; name one that can be made in META-INF/services/%s"
          .formatted(type, service);
    }
    if (cause instanceof IllegalAccessException || cause instanceof NoSuchMethodException) {
      return "the class %s has no public constructor without parameters, or is not public itself"
          .formatted(type);
    }
    if (cause == null) {
      return error.getMessage() + "; mend the file";
    }
    return linkage(cause)
        .orElseGet(() -> "the constructor of %s fails: %s; mend it".formatted(type, text(cause)));
  }

  /** Explains what a class was built against or misses, if that is what an error tells of. */
  static Optional<String> linkage(Throwable error) {
    if (!(error instanceof LinkageError) || error instanceof ExceptionInInitializerError) {
      return Optional.empty();
    }
    if (error instanceof UnsupportedClassVersionError) {
      return Optional.of(
          "it needs a newer Java than this one, which is %s (%s)"
              .formatted(Runtime.version().feature(), error.getMessage()));
    }
    if (error instanceof ClassFormatError) {
      return Optional.of(
          "a class in it is damaged (%s); build or download it again".formatted(text(error)));
    }
    if (error instanceof UnsatisfiedLinkError) {
      return Optional.of(
          "it needs native code that can't be loaded here (%s); install that"
              .formatted(error.getMessage()));
    }
    String name = String.valueOf(error.getMessage()).replace('/', '.');
    if (error instanceof NoClassDefFoundError
        && !name.startsWith("io.onestep.")
        && !name.contains(" ")) {
      return Optional.of(
          "the class %s is missing; put the jar that has it beside the plugin's own, both in a folder of theirs"
              .formatted(name));
    }
    String version = Explanation.class.getPackage().getImplementationVersion();
    return Optional.of(
        "it was built against another version of Onestep (%s); use one built for %s"
            .formatted(text(error), version == null ? "this version" : "version " + version));
  }

  /** Returns an error in one line. */
  static String text(Throwable error) {
    if (error instanceof BrokenComponentException) {
      return error.getMessage(); // it names the component, which says more than the error's class
    }
    Throwable root =
        error instanceof ExceptionInInitializerError && error.getCause() != null
            ? error.getCause()
            : error;
    return root.toString().lines().findFirst().orElse("").replaceFirst("^java\\.lang\\.", "");
  }
}
