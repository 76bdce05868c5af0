package io.onestep.api.execution;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes executors.
 *
 * @param <C> the configuration
 */
public interface TaskExecutorFactory<C extends Record> extends ComponentFactory<C, TaskExecutor> {}
