package io.onestep.engine.catalogue;

import java.util.Objects;
import java.util.Optional;

/**
 * Why something of a plugin can't be used.
 *
 * @param kind the kind of component that is concerned; empty if it may be any
 * @param component the name of the component; empty if it is not known
 * @param message what is wrong and what would be right
 */
public record PluginProblem(Optional<Kind> kind, Optional<String> component, String message) {
  /** Validates that all parts are there. */
  public PluginProblem {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(message, "message");
  }

  /** A problem of a plugin as a whole. */
  static PluginProblem of(String message) {
    return new PluginProblem(Optional.empty(), Optional.empty(), message);
  }

  /** A problem of a component whose name is not known. */
  static PluginProblem of(Kind kind, String message) {
    return new PluginProblem(Optional.of(kind), Optional.empty(), message);
  }

  /** Returns whether the problem is that of a component. */
  boolean isOf(Kind kind, String name) {
    return this.kind.equals(Optional.of(kind)) && component.equals(Optional.of(name));
  }

  /** Returns whether, but for the problem, there might be a component of a name. */
  boolean mayHide(Kind kind, String name) {
    return this.kind.map(kind::equals).orElse(true) && component.map(name::equals).orElse(true);
  }
}
