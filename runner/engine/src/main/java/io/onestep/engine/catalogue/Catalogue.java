package io.onestep.engine.catalogue;

import io.onestep.api.algebra.LinearAlgebraFactory;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.error.MissingComponentException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All components that can be had, by kind and name. Immutable. */
public final class Catalogue {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final Map<Kind, Map<String, CatalogueEntry>> entries;

  private Catalogue(Map<Kind, Map<String, CatalogueEntry>> entries) {
    this.entries = entries;
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
      Map<String, CatalogueEntry> named = new TreeMap<>();
      for (ComponentFactory<?, ?> factory : factories(kind, loader)) {
        CatalogueEntry entry = entry(kind, factory);
        if (!NAME.matcher(entry.name()).matches()) {
          throw new MissingComponentException(
              "%s of %s has the name '%s', but a name has small letters, digits and hyphens only"
                  .formatted(factory.getClass().getName(), entry.jar(), entry.name()));
        }
        CatalogueEntry other = named.put(entry.name(), entry);
        if (other != null) {
          throw new MissingComponentException(
              "two components are called %s '%s', one in %s and one in %s; remove one of them"
                  .formatted(kind.noun(), entry.name(), other.jar(), entry.jar()));
        }
      }
      entries.put(kind, named);
    }
    return new Catalogue(entries);
  }

  private static List<? extends ComponentFactory<?, ?>> factories(Kind kind, ClassLoader loader) {
    try {
      return ServiceLoader.load(kind.service(), loader).stream()
          .<ComponentFactory<?, ?>>map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new MissingComponentException(
          "a %s could not be loaded: %s; remove its jar or use one built for this version"
              .formatted(kind.noun(), e.getMessage()),
          e);
    }
  }

  private static CatalogueEntry entry(Kind kind, ComponentFactory<?, ?> factory) {
    Class<?> type = factory.getClass();
    CodeSource source = type.getProtectionDomain().getCodeSource();
    String version = type.getPackage().getImplementationVersion();
    return new CatalogueEntry(
        kind,
        factory,
        source == null || source.getLocation() == null ? "?" : fileName(source),
        version == null ? "?" : version);
  }

  private static String fileName(CodeSource source) {
    try {
      URI location = source.getLocation().toURI();
      return Path.of(location).getFileName().toString();
    } catch (URISyntaxException | RuntimeException e) {
      return source.getLocation().toString(); // not a file: say where it is as well as we can
    }
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
   * @return a sentence with the nearest name and all names of the kind
   */
  public String unknown(Kind kind, String name) {
    return Suggestion.unknown(kind.noun(), name, entries.get(kind).keySet());
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
}
