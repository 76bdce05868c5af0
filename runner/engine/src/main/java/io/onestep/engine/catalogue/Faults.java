package io.onestep.engine.catalogue;

import io.onestep.api.error.BrokenComponentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells from an error which plugin, or which component that is not Onestep's, is at fault.
 *
 * @param components all there are
 * @param loaders the class loader of each plugin that has one, by the plugin's name
 */
record Faults(Collection<CatalogueEntry> components, Map<String, PluginLoader> loaders) {
  private static final Pattern NOT_OF_PLUGINS =
      Pattern.compile(
          "(java|jdk|sun|io\\.onestep\\.api)\\..*|" + Pattern.quote(PluginLoader.class.getName()));
  private static final Pattern EXITING = Pattern.compile("java\\.lang\\.(System|Runtime)");
  private static final String ONESTEP = "io.onestep.";
  private static final Pattern CLASS_NAME = Pattern.compile("[\\w$]+([./][\\w$]+)+");

  /** Says what is wrong with which, if an error or one of its causes comes from one. */
  Optional<String> explain(Throwable error) {
    List<Throwable> chain = chain(error);
    for (Throwable e : chain) {
      if (e instanceof BrokenComponentException broken) {
        Optional<String> explanation = explain(broken);
        if (explanation.isPresent()) {
          return explanation;
        }
      }
    }
    for (Throwable e : chain) {
      Optional<String> explanation =
          placed(e)
              .or(() -> named(e, PluginLoader::hasLoaded))
              .or(() -> named(e, PluginLoader::defines))
              .or(() -> owner(e.getClass())) // it may have been made without a trace
              .map(plugin -> explain(plugin, e));
      if (explanation.isPresent()) {
        return explanation;
      }
    }
    return Optional.empty();
  }

  /** Returns an error and its causes, each once: a plugin's may go round in a circle. */
  private static List<Throwable> chain(Throwable error) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> chain = new ArrayList<>();
    for (Throwable e = error; e != null && seen.add(e); e = e.getCause()) {
      chain.add(e);
    }
    return chain;
  }

  /** The class tells where it came from; of several components of a kind, it may be any. */
  private Optional<String> explain(BrokenComponentException broken) {
    Class<?> type = broken.component();
    Optional<String> plugin = owner(type);
    if (plugin.isEmpty() && type.getName().startsWith(ONESTEP)) {
      return Optional.empty(); // a defect of ours
    }
    String titles =
        components.stream()
            .filter(entry -> entry.kind().mayBe(type))
            .filter(entry -> entry.factory().getClass().getClassLoader() == type.getClassLoader())
            .filter(entry -> plugin.isPresent() || isBeside(entry, type))
            .map(CatalogueEntry::title)
            .collect(Collectors.joining(" or "));
    String other = plugin.map(name -> "the plugin " + name).orElse(type.getName());
    return Optional.of(
        "%s is broken: %s; mend it".formatted(titles.isEmpty() ? other : titles, broken.reason()));
  }

  private static boolean isBeside(CatalogueEntry entry, Class<?> type) {
    return Jar.fileOf(entry.factory().getClass()).equals(Jar.fileOf(type));
  }

  private static String explain(String plugin, Throwable error) {
    return broken(
        plugin,
        Explanation.linkage(error)
            .orElseGet(() -> Explanation.text(error) + place(error).map(Faults::text).orElse("")));
  }

  private static String broken(String plugin, String reason) {
    return "the plugin %s is broken: %s".formatted(plugin, reason);
  }

  /**
   * Finds the plugin that the innermost code is from that is not Java's, the api's or a loader's.
   */
  private Optional<String> placed(Throwable error) {
    return place(error).flatMap(Faults::plugin).filter(loaders::containsKey);
  }

  private Optional<String> owner(Class<?> type) {
    return loaders.keySet().stream()
        .filter(name -> loaders.get(name) == type.getClassLoader())
        .findFirst();
  }

  private static Optional<StackTraceElement> place(Throwable error) {
    return Arrays.stream(error.getStackTrace())
        .filter(frame -> !NOT_OF_PLUGINS.matcher(frame.getClassName()).matches())
        .findFirst();
  }

  private static Optional<String> plugin(StackTraceElement frame) {
    return Optional.ofNullable(frame.getClassLoaderName()).flatMap(PluginLoader::pluginOf);
  }

  /**
   * Finds the plugin that has a class which an error of linkage names: such an error is thrown
   * where the plugin is called, which is outside of it. Other plugins may have a class of that name
   * too, so one that has loaded it comes first.
   */
  private Optional<String> named(Throwable error, BiPredicate<PluginLoader, String> has) {
    if (!(error instanceof LinkageError)) {
      return Optional.empty();
    }
    List<String> names =
        CLASS_NAME
            .matcher(String.valueOf(error.getMessage()))
            .results()
            .map(name -> name.group().replace('/', '.'))
            .toList();
    return loaders.keySet().stream()
        .filter(plugin -> names.stream().anyMatch(name -> has.test(loaders.get(plugin), name)))
        .findFirst();
  }

  /** Says which plugin ends the process on a thread, if one does. */
  static Optional<String> explainExit(StackTraceElement... stack) {
    return Arrays.stream(stack)
        .dropWhile(frame -> !isExit(frame))
        .filter(frame -> !NOT_OF_PLUGINS.matcher(frame.getClassName()).matches())
        .findFirst()
        .flatMap(
            frame ->
                plugin(frame)
                    .map(name -> broken(name, "it ends the process" + text(frame) + "; mend it")));
  }

  private static boolean isExit(StackTraceElement frame) {
    return frame.getMethodName().equals("exit") && EXITING.matcher(frame.getClassName()).matches();
  }

  /** Without the class loader's name, which would come first. */
  private static String text(StackTraceElement frame) {
    return " at "
        + new StackTraceElement(
            frame.getClassName(),
            frame.getMethodName(),
            frame.getFileName(),
            frame.getLineNumber());
  }
}
