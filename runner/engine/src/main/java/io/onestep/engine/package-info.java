/**
 * Onestep for programs: reads a spec, runs its trials and returns the results as values. No command
 * line, no output, no static state.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new EngineModule(Catalogue.load(loader)));
 * Engine engine = injector.getInstance(Engine.class);
 * Experiment experiment = engine.read(json, "my.json");
 * RunResult result = engine.run(experiment, RunListener.SILENT);
 * result.aggregates().forEach(System.out::println);
 * }</pre>
 */
package io.onestep.engine;
