package io.onestep.engine.catalogue;

import io.onestep.api.algebra.LinearAlgebraFactory;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.error.InsufficientResourcesException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.MissingComponentException;
import io.onestep.api.error.NumericalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * All components that can be had, by kind and name, and the plugins that some of them come from.
 * Immutable. Closing it closes the jars of the plugins; without plugins there is nothing to close.
 */
public final class Catalogue implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final Map<Kind, Map<String, CatalogueEntry>> entries;
  private final List<Plugin> plugins;

  /** The class loader of each plugin that has one, by the plugin's name. */
  private final Map<String, PluginLoader> loaders;

  private Catalogue(
      Map<Kind, Map<String, CatalogueEntry>> entries,
      List<Plugin> plugins,
      Map<String, PluginLoader> loaders) {
    this.entries = entries;
    this.plugins = List.copyOf(plugins);
    this.loaders = loaders;
  }

  /**
   * Finds all components that a class loader sees.
   *
   * @param loader the class loader
   * @return the catalogue
   * @throws MissingComponentException if a factory can't be loaded, has an impossible name, or two
   *     have one name
   */
  public static Catalogue load(ClassLoader loader) {
    Map<Kind, Map<String, CatalogueEntry>> entries = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      entries.put(kind, new TreeMap<>());
      find(
          kind,
          loader,
          factory -> add(entries, entry(kind, factory, List.of())),
          error -> {
            throw new MissingComponentException(Explanation.of(kind, error), error);
          });
    }
    return new Catalogue(entries, List.of(), Map.of());
  }

  /**
   * Finds all components that a class loader sees and those of the plugins in a folder. A plugin is
   * a jar, or a folder of jars; each has a class loader of its own, so that plugins may bring
   * different versions of one library. What is wrong with a plugin is noted with it and hurts no
   * other. A name that the class loader's components have can't be taken by a plugin; a name that
   * two plugins give has neither.
   *
   * @param loader the class loader
   * @param folder the folder of plugins
   * @return the catalogue, to be closed after use
   * @throws InvalidInputException if the folder can't be read
   * @throws MissingComponentException if a component outside the plugins is wrong
   */
  public static Catalogue load(ClassLoader loader, Path folder) {
    Catalogue builtIn = load(loader);
    Map<String, PluginLoader> loaders = new LinkedHashMap<>();
    try {
      return load(builtIn, folder, loaders);
    } catch (RuntimeException | Error e) {
      try {
        close(loaders);
      } catch (UncheckedIOException notClosed) {
        e.addSuppressed(notClosed);
      }
      throw e;
    }
  }

  private static Catalogue load(Catalogue builtIn, Path folder, Map<String, PluginLoader> loaders) {
    List<Plugin> found = new ArrayList<>();
    for (PluginFiles files : PluginFiles.in(folder)) {
      found.add(files.problems().isEmpty() ? read(files, loaders) : unread(files));
    }
    List<Plugin> plugins = found.stream().map(p -> builtIn.withoutDuplicates(p, found)).toList();
    Map<Kind, Map<String, CatalogueEntry>> entries = builtIn.copy();
    plugins.forEach(plugin -> plugin.components().forEach(entry -> add(entries, entry)));
    return new Catalogue(entries, plugins, loaders);
  }

  /**
   * Adds components of a program's own, which no jar needs to hold.
   *
   * @param factories their factories
   * @return a catalogue with these as well; it has the same plugins, and closing either closes them
   * @throws MissingComponentException if a name is impossible or taken
   */
  public Catalogue with(ComponentFactory<?, ?>... factories) {
    Map<Kind, Map<String, CatalogueEntry>> extended = copy();
    for (ComponentFactory<?, ?> factory : factories) {
      Kind kind =
          Arrays.stream(Kind.values())
              .filter(k -> k.service().isInstance(factory))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException(factory.getClass() + " is of no known kind"));
      add(extended, entry(kind, factory, List.of()));
    }
    return new Catalogue(extended, plugins, loaders);
  }

  private Map<Kind, Map<String, CatalogueEntry>> copy() {
    Map<Kind, Map<String, CatalogueEntry>> copy = new EnumMap<>(Kind.class);
    entries.forEach((kind, named) -> copy.put(kind, new TreeMap<>(named)));
    return copy;
  }

  private static void add(Map<Kind, Map<String, CatalogueEntry>> entries, CatalogueEntry entry) {
    CatalogueEntry other = entries.get(entry.kind()).put(entry.name(), entry);
    if (other != null) {
      throw new MissingComponentException(
          "two components are called %s '%s', one in %s and one in %s; remove one of them"
              .formatted(entry.kind().noun(), entry.name(), other.jar(), entry.jar()));
    }
  }

  /** Looks for factories, one after the other, so that a broken one hides no other. */
  private static void find(
      Kind kind,
      ClassLoader loader,
      Consumer<ComponentFactory<?, ?>> found,
      Consumer<Throwable> failed) {
    @SuppressWarnings("rawtypes") // a class literal has no type arguments
    Iterator<? extends ServiceLoader.Provider<? extends ComponentFactory>> providers =
        ServiceLoader.load(kind.service(), loader).stream().iterator();
    boolean more = true;
    while (more) {
      try {
        more = providers.hasNext();
        if (more) {
          found.accept(providers.next().get());
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        failed.accept(e);
      }
    }
  }

  private static Plugin unread(PluginFiles files) {
    return new Plugin(files.name(), List.of(), files.problems(), files.remarks());
  }

  private static Plugin read(PluginFiles files, Map<String, PluginLoader> loaders) {
    List<Path> paths = files.jars().stream().map(Jar::path).toList();
    PluginLoader loader =
        new PluginLoader(files.name(), paths, ComponentFactory.class.getClassLoader());
    loaders.put(files.name(), loader);
    List<CatalogueEntry> components = new ArrayList<>();
    List<PluginProblem> problems = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      find(
          kind,
          loader,
          factory -> {
            try {
              components.add(entry(kind, factory, files.jars()));
            } catch (OutOfMemoryError | LinkageError e) {
              throw e;
            } catch (Exception | Error e) { // an undeclared exception may be a checked one
              problems.add(PluginProblem.of(kind, reason(factory, e)));
            }
          },
          error -> problems.add(PluginProblem.of(kind, Explanation.of(kind, error))));
    }
    if (components.isEmpty() && problems.isEmpty()) {
      problems.add(PluginProblem.of("its files under META-INF/services name no class"));
    }
    return new Plugin(files.name(), components, problems, files.remarks());
  }

  private static String reason(ComponentFactory<?, ?> factory, Throwable error) {
    return error instanceof MissingComponentException && error.getMessage() != null
        ? error.getMessage()
        : "%s can't say what it makes: %s; mend it"
            .formatted(factory.getClass().getName(), Explanation.text(error));
  }

  /** Returns a plugin without the components whose names are those of others. */
  private Plugin withoutDuplicates(Plugin plugin, List<Plugin> all) {
    List<CatalogueEntry> components = new ArrayList<>();
    List<PluginProblem> problems = new ArrayList<>(plugin.problems());
    for (CatalogueEntry entry : plugin.components()) {
      Optional<CatalogueEntry> builtIn = find(entry.kind(), entry.name());
      Optional<CatalogueEntry> other =
          all.stream()
              .flatMap(p -> p.components().stream())
              .filter(e -> e != entry && e.kind() == entry.kind() && e.name().equals(entry.name()))
              .findFirst();
      if (builtIn.isPresent()) {
        problems.add(
            duplicate(
                entry,
                "%s has the name of one in %s, which keeps it; rename it"
                    .formatted(entry.title(), builtIn.get().jar())));
      } else if (other.isPresent()) {
        problems.add(
            duplicate(
                entry,
                "%s '%s' is in %s and in %s, so that neither can be used; remove one of them"
                    .formatted(entry.kind().noun(), entry.name(), entry.jar(), other.get().jar())));
      } else {
        components.add(entry);
      }
    }
    return new Plugin(plugin.name(), components, problems, plugin.remarks());
  }

  private static PluginProblem duplicate(CatalogueEntry entry, String message) {
    return new PluginProblem(Optional.of(entry.kind()), Optional.of(entry.name()), message);
  }

  private static CatalogueEntry entry(
      Kind kind, ComponentFactory<?, ?> factory, List<Jar> pluginJars) {
    Class<?> type = factory.getClass();
    Optional<Path> path = Jar.fileOf(type);
    String jar =
        pluginJars.stream()
            .filter(j -> path.isPresent() && sameFile(j.path(), path.get()))
            .findFirst()
            .map(Jar::name)
            .or(() -> path.map(p -> p.getFileName().toString()))
            .orElse("?");
    String name = factory.name(); // not asked again: a plugin's might be another then
    if (name == null || !NAME.matcher(name).matches()) {
      throw new MissingComponentException(
          "%s of %s has the name '%s', but a name has small letters, digits and hyphens only"
              .formatted(type.getName(), jar, name));
    }
    if (factory.summary() == null
        || factory.configType() == null
        || !factory.configType().isRecord()) {
      throw new MissingComponentException(
          "%s of %s has no summary, or no record as its configuration"
              .formatted(type.getName(), jar));
    }
    if (Arrays.stream(factory.configType().getRecordComponents())
        .anyMatch(parameter -> parameter.getName().equals("type"))) {
      throw new MissingComponentException(
          "%s of %s has a parameter 'type', by which a spec names the component itself; rename it"
              .formatted(type.getName(), jar));
    }
    if (factory instanceof LinearAlgebraFactory<?> backend) {
      backend.preference(); // if this fails, no run should have to hear of it
    }
    String version = type.getPackage().getImplementationVersion();
    return new CatalogueEntry(
        kind,
        name,
        factory,
        jar,
        version == null ? "?" : version,
        pluginJars.isEmpty()
            ? path.filter(Files::isRegularFile).map(p -> new Jar(jar, p)).stream().toList()
            : pluginJars);
  }

  private static boolean sameFile(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns the plugins that were found.
   *
   * @return in the order of their names, those that can't be used among them
   */
  public List<Plugin> plugins() {
    return plugins;
  }

  /**
   * Returns all components of a kind.
   *
   * @param kind the kind
   * @return in the order of their names
   */
  public Collection<CatalogueEntry> all(Kind kind) {
    return List.copyOf(entries.get(kind).values());
  }

  private List<CatalogueEntry> components() {
    return entries.values().stream().flatMap(named -> named.values().stream()).toList();
  }

  /**
   * Finds a component.
   *
   * @param kind its kind
   * @param name its name
   * @return the component, if there is one
   */
  public Optional<CatalogueEntry> find(Kind kind, String name) {
    return Optional.ofNullable(entries.get(kind).get(name));
  }

  /**
   * Returns the component of a name.
   *
   * @param kind its kind
   * @param name its name
   * @return the component
   * @throws MissingComponentException if there is none; says which there are
   */
  public CatalogueEntry get(Kind kind, String name) {
    return find(kind, name).orElseThrow(() -> new MissingComponentException(unknown(kind, name)));
  }

  /**
   * Says that there is no component of a name.
   *
   * @param kind the kind
   * @param name the name that is not known
   * @return a sentence with the nearest name and all names of the kind, and what is wrong with
   *     plugins that might have had the component
   */
  public String unknown(Kind kind, String name) {
    StringBuilder message = new StringBuilder();
    for (Plugin plugin : plugins) {
      for (PluginProblem problem : plugin.problems()) {
        if (problem.isOf(kind, name)) {
          return problem.message();
        }
        if (problem.mayHide(kind, name)) {
          message.append(
              ". It may be in the plugin %s, which is broken: %s"
                  .formatted(plugin.name(), problem.message()));
        }
      }
    }
    return Suggestion.unknown(kind.noun(), name, entries.get(kind).keySet()) + message;
  }

  /**
   * Says what is wrong with a plugin, or with a component that is not Onestep's, if an error comes
   * from one. Of a component that no plugin brought that is known only if it gave something wrong
   * ({@link io.onestep.api.error.BrokenComponentException}).
   *
   * @param error what was thrown while components were made or used
   * @return which plugin or component failed, how, and where
   */
  public Optional<String> explain(Throwable error) {
    return new Faults(components(), loaders).explain(error);
  }

  /**
   * Says in one sentence why something failed that a run can do without.
   *
   * @param error what was thrown
   * @return its message if it was made for users, else what is wrong with which plugin
   */
  public String describe(Throwable error) {
    boolean forUsers =
        error instanceof NumericalException
            || error instanceof MissingComponentException
            || error instanceof InsufficientResourcesException
            || error instanceof InvalidInputException;
    return forUsers && error.getMessage() != null
        ? error.getMessage()
        : explain(error).orElseGet(() -> Explanation.text(error));
  }

  /**
   * Says what is wrong with a plugin, if a thread is ending the process in its name.
   *
   * @param stack where the thread is, the innermost call first
   * @return which plugin calls {@code System.exit}, itself or through Java's own classes, and where
   */
  public static Optional<String> explainExit(StackTraceElement... stack) {
    return Faults.explainExit(stack);
  }

  /**
   * Returns the backends of linear algebra in the order in which they are to be tried.
   *
   * @return the preferred one first
   */
  public List<CatalogueEntry> backends() {
    return all(Kind.LINEAR_ALGEBRA).stream()
        .sorted(Comparator.comparingInt(Catalogue::preference).reversed())
        .toList();
  }

  private static int preference(CatalogueEntry backend) {
    return ((LinearAlgebraFactory<?>) backend.factory()).preference();
  }

  /**
   * Closes the jars of the plugins. No component of a plugin is to be used any more.
   *
   * @throws UncheckedIOException if a jar can't be closed
   */
  @Override
  public void close() {
    close(loaders);
  }

  private static void close(Map<String, PluginLoader> loaders) {
    IOException failure = null;
    for (PluginLoader loader : loaders.values()) {
      try {
        loader.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw new UncheckedIOException(failure);
    }
  }
}
