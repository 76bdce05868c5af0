package io.onestep.api.diagnostic;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes diagnostics. No spec names them: all that there are examine every experiment, so every
 * parameter needs a default.
 *
 * @param <C> the configuration
 */
public interface DiagnosticFactory<C extends Record> extends ComponentFactory<C, Diagnostic> {}
