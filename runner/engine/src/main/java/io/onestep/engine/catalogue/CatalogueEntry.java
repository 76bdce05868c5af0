package io.onestep.engine.catalogue;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.error.MissingComponentException;
import java.util.List;
import java.util.Objects;

/**
 * A component that can be had.
 *
 * @param kind its kind
 * @param factory its factory
 * @param jar the file that it came from, or {@code "?"} if that is unknown
 * @param version the version of the jar, or {@code "?"}
 * @param jars the jars that it was loaded from: its own and the libraries of its plugin; empty if
 *     it did not come from a jar
 */
public record CatalogueEntry(
    Kind kind, ComponentFactory<?, ?> factory, String jar, String version, List<Jar> jars) {
  /** Validates that the factory is one of the kind; copies the list. */
  public CatalogueEntry {
    if (!kind.service().isInstance(factory)) {
      throw new IllegalArgumentException(factory.getClass() + " is no factory of a " + kind);
    }
    Objects.requireNonNull(jar, "jar");
    Objects.requireNonNull(version, "version");
    jars = List.copyOf(jars);
  }

  /**
   * Returns the component's name.
   *
   * @return the name, unique within the kind
   */
  public String name() {
    return factory.name();
  }

  /**
   * Makes the component.
   *
   * @param config a record of the factory's configuration type
   * @param context the point that it is made for
   * @return what the factory makes
   * @throws MissingComponentException if it makes nothing
   */
  public Object create(Record config, ComponentContext context) {
    Object product = create(factory, config, context);
    if (product == null) {
      throw new MissingComponentException(
          "%s '%s' of %s is broken: its factory makes null; mend it"
              .formatted(kind.noun(), name(), jar));
    }
    return product;
  }

  private static <C extends Record> Object create(
      ComponentFactory<C, ?> factory, Record config, ComponentContext context) {
    return factory.create(factory.configType().cast(config), context);
  }
}
