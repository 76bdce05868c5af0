/**
 * Randomness that comes from outside: every stream of random numbers is a pure function of a seed
 * and a path, so that threads, the order of tasks and resumption change no number.
 *
 * <pre>{@code
 * RandomStreams trial = RandomStreams.of(1).child("point", 3).child("trial", 7);
 * RandomStream weights = trial.stream("F");
 * }</pre>
 */
package io.onestep.api.random;
