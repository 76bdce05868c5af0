package io.onestep.benchmark.kernel;

import com.google.inject.Guice;
import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.RunListener;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Experiment;

/** Makes components as a run does: by their names. */
final class Components {
  private static final String SPEC =
      """
      {"name": "kernels", "sizes": {"n": 10}, "scaling": {"alpha": 0, "beta": 1},
       "data": {"type": "structured-mixture"},
       "target": {"type": "single-index", "activation": {"type": "relu"}},
       "activations": [{"type": "%s"}],
       "learner": {"type": "one-gradient-step"},
       "models": [{"type": "network"}],
       "readouts": [{"type": "ridge", "lambda": 1e-4}]}
      """;

  private final Engine engine;

  Components() {
    Catalogue catalogue = Catalogue.load(Components.class.getClassLoader());
    this.engine = Guice.createInjector(new EngineModule(catalogue)).getInstance(Engine.class);
  }

  Activation activation(String name) {
    return experiment(name).spec().activations().get(0);
  }

  LinearAlgebra algebra() {
    Experiment experiment = engine.withBackend(experiment("relu"), RunListener.SILENT);
    return experiment.spec().backend().orElseThrow().create();
  }

  private Experiment experiment(String activation) {
    return engine.read(SPEC.formatted(activation), "kernels");
  }
}
