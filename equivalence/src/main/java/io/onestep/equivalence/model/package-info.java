/**
 * Models of a trained network's features: the network itself, and the equivalents that have the
 * same errors in the proportional limit (Demir and Dogan, theorem 4).
 */
package io.onestep.equivalence.model;
