package io.onestep.engine.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.Inject;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.MissingComponentException;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.catalogue.CatalogueEntry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads configuration records, and the components that they hold, from JSON. */
public final class RecordBinder {
  private final Catalogue catalogue;

  /**
   * Creates the binder.
   *
   * @param catalogue the components that may be named
   */
  @Inject
  public RecordBinder(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Reads a record.
   *
   * @param <R> the type of the record
   * @param json its JSON
   * @param type the type of the record
   * @param pointer the JSON pointer of the record, for error messages; empty for a whole document
   * @param context the point that components are made for; if there is none, configurations are
   *     validated and no component is made
   * @return the record, and its JSON with every default filled in
   * @throws InvalidInputException with all the problems that there are
   * @throws MissingComponentException if nothing is wrong but that components are unknown
   */
  public <R extends Record> Bound<R> bind(
      JsonNode json, Class<R> type, String pointer, Optional<ComponentContext> context) {
    Binding binding = new Binding(catalogue, context);
    Bound<R> bound = binding.record(json, type, pointer);
    if (binding.problems().isEmpty()) {
      return bound;
    }
    if (binding.onlyUnknownComponents()) {
      throw new MissingComponentException(
          binding.problems().stream().map(Object::toString).collect(Collectors.joining("\n")));
    }
    throw new InvalidInputException(binding.problems());
  }

  /**
   * Finds the components that a record's JSON names; makes none of them.
   *
   * @param json the JSON of a record that can be read
   * @param type the type of the record
   * @return each component once, for the kind that it is used as
   */
  public Set<CatalogueEntry> components(JsonNode json, Class<? extends Record> type) {
    Binding binding = new Binding(catalogue, Optional.empty());
    binding.record(json, type, "");
    return binding.components();
  }
}
