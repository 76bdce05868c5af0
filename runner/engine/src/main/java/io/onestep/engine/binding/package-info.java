/**
 * From JSON to configuration records and components: strict, typed, nested. All problems are found
 * at once, each with its JSON pointer; the JSON comes back with every default filled in.
 */
package io.onestep.engine.binding;
