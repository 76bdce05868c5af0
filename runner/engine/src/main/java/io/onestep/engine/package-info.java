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
 *
 * <p>A run may keep a {@linkplain io.onestep.engine.journal record} of its trials, so that a later
 * one goes on from it. Between trials, a run has garbage collected when hundreds of megabytes have
 * come together ({@link System#gc()}; java's option {@code -XX:+DisableExplicitGC} prevents it).
 */
package io.onestep.engine;
