package io.onestep.engine;

import com.google.inject.AbstractModule;
import io.onestep.engine.binding.RecordBinder;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Admission;
import io.onestep.engine.plan.ExperimentReader;
import io.onestep.engine.plan.MachineMemory;
import io.onestep.engine.trial.Diagnosis;
import io.onestep.engine.verdict.EquivalenceTest;
import io.onestep.engine.verdict.OneSidedTTests;
import java.time.Clock;

/**
 * Wires the engine. Components are found before the injector exists; it never looks for any. The
 * {@link Catalogue}, the {@link Admission}, the {@link EquivalenceTest} and the {@link Clock} can
 * be replaced.
 */
public final class EngineModule extends AbstractModule {
  private final Catalogue catalogue;

  /**
   * Creates the module.
   *
   * @param catalogue the components to use
   */
  public EngineModule(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  protected void configure() {
    binder().disableCircularProxies();
    binder().requireExplicitBindings();
    binder().requireExactBindingAnnotations();
    binder().requireAtInjectOnConstructors();
    bind(Catalogue.class).toInstance(catalogue);
    bind(RecordBinder.class);
    bind(ExperimentReader.class);
    bind(Diagnosis.class);
    bind(Engine.class);
    bind(Admission.class).toInstance(new MachineMemory());
    bind(EquivalenceTest.class).toInstance(new OneSidedTTests());
    bind(Clock.class).toInstance(Clock.systemUTC());
  }
}
