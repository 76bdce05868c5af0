package io.onestep.engine.binding;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value together with the JSON that gives it again.
 *
 * @param <T> the type of the value
 * @param value the value
 * @param json the JSON that it was read from, with every default filled in
 */
public record Bound<T>(T value, JsonNode json) {}
