/**
 * Onestep for programs: reads a spec, runs its trials and returns the results as values. No command
 * line, no output, no static state.
 *
 * <pre>{@code
 * try (Catalogue catalogue = Catalogue.load(loader, Path.of("plugins"))) {
 *   Engine engine = Guice.createInjector(new EngineModule(catalogue)).getInstance(Engine.class);
 *   Experiment experiment = engine.read(json, "my.json");
 *   RunResult result = engine.run(experiment, RunListener.SILENT);
 *   result.aggregates().forEach(System.out::println);
 *   engine.verdicts(result).comparisons().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>A run ends early when its thread is interrupted, for example by {@code Future.cancel(true)} of
 * an executor service that runs it. A program's own components need no jar: {@link
 * io.onestep.engine.catalogue.Catalogue#with}.
 *
 * <p>Four parts are no components and can be replaced all the same, by a module that binds another
 * in {@code Modules.override(new EngineModule(catalogue)).with(module)}, for example {@code binder
 * -> binder.bind(Clock.class).toInstance(clock)}:
 *
 * <ul>
 *   <li>{@link io.onestep.engine.catalogue.Catalogue}: the components themselves.
 *   <li>{@link io.onestep.engine.plan.Admission}: lets runs begin for which there is memory; a
 *       program with several runs at once may give each a share, or have it wait.
 *   <li>{@link io.onestep.engine.verdict.EquivalenceTest}: concludes whether two errors are the
 *       same.
 *   <li>{@link java.time.Clock}: tells when runs begin and end.
 * </ul>
 *
 * <p>A run may keep a {@linkplain io.onestep.engine.journal record} of its trials, so that a later
 * one goes on from it.
 */
package io.onestep.engine;
