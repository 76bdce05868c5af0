package io.onestep.engine.catalogue;

import java.util.List;
import java.util.Objects;

/**
 * A plugin that was found: a jar, or a folder of jars that belong together.
 *
 * @param name the name of its file or folder
 * @param components the components that it brings
 * @param problems why others, or all, can't be used; empty if nothing is wrong
 * @param remarks what else its author should know
 */
public record Plugin(
    String name,
    List<CatalogueEntry> components,
    List<PluginProblem> problems,
    List<String> remarks) {
  /** Copies the lists. */
  public Plugin {
    Objects.requireNonNull(name, "name");
    components = List.copyOf(components);
    problems = List.copyOf(problems);
    remarks = List.copyOf(remarks);
  }
}
