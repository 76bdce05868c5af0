package io.onestep.engine.binding;

import io.onestep.api.component.ComponentContext;
import io.onestep.engine.catalogue.CatalogueEntry;

/**
 * A component that has been chosen and configured but is made only when it is needed, such as a
 * backend that loads a native library.
 *
 * @param <T> what is made
 */
public final class Deferred<T> {
  private final CatalogueEntry entry;
  private final Record config;
  private final Class<T> product;
  private final ComponentContext context;

  Deferred(CatalogueEntry entry, Record config, Class<T> product, ComponentContext context) {
    this.entry = entry;
    this.config = config;
    this.product = product;
    this.context = context;
  }

  /**
   * Returns the component's name.
   *
   * @return the name of its factory
   */
  public String name() {
    return entry.name();
  }

  /**
   * Makes the component.
   *
   * @return the component
   * @throws io.onestep.api.error.MissingComponentException if it can't work on this machine
   */
  public T create() {
    return product.cast(entry.create(config, context));
  }
}
