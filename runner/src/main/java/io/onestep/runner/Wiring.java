package io.onestep.runner;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import io.onestep.engine.EngineModule;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.runner.folder.Provenance;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The components, and the engine wired from them. Each is made when a command first asks for it:
 * finding components and starting Guice take longer than all else that a help needs, and what only
 * lists components does without Guice.
 */
final class Wiring implements AutoCloseable {
  private final Supplier<Catalogue> finder;
  private Catalogue catalogue;
  private Injector injector;

  /** {@code finder} is asked once at most; what it finds is closed with this. */
  Wiring(Supplier<Catalogue> finder) {
    this.finder = finder;
  }

  Catalogue catalogue() {
    if (catalogue == null) {
      catalogue = finder.get();
    }
    return catalogue;
  }

  /** Makes a part of the engine, or what is wired from it. */
  <T> T get(Class<T> type) {
    if (injector == null) {
      injector =
          Guice.createInjector(
              Stage.PRODUCTION,
              new EngineModule(catalogue()),
              binder -> binder.bind(Provenance.class));
    }
    return injector.getInstance(type);
  }

  /** Says which plugin an error comes from, if it comes from one. */
  Optional<String> explain(Throwable error) {
    return catalogue == null ? Optional.empty() : catalogue.explain(error);
  }

  @Override
  public void close() {
    if (catalogue != null) {
      catalogue.close();
    }
  }
}
