/**
 * Verdicts on equivalence: is a model's error the network's, is a prediction what simulation gives,
 * up to a stated margin and at a stated level?
 *
 * <p>What is compared is the mean over trials of the <em>relative difference</em> {@code (e - r)/r}
 * of an error e and the error r that it is compared with, both of one trial (what the metric {@code
 * relative_gap} is for generalization errors). Trials that differ by their first layers make both
 * errors rise and fall together; in the pairs this cancels. The errors count as the same if the
 * mean relative difference lies between minus the margin and the margin. That is tested, see {@link
 * io.onestep.engine.verdict.OneSidedTTests}: "equivalent" is a result of the trials, not the
 * absence of one, and trials that are too few give "inconclusive". So does an error r that is 0 up
 * to rounding (the training error of a readout that interpolates, say), which no difference is
 * relative to: at most 1e-24 (1e-12 for errors on test samples whose features are in single
 * precision), or at most so many times the largest error of the same activation and readout.
 *
 * <p>What to keep in mind:
 *
 * <ul>
 *   <li>Trials that share their data ({@code "data_draw"} {@code "run"} or {@code "point"}) are
 *       independent only given these data, so a verdict holds for these data and says nothing about
 *       other draws of them.
 *   <li>The level is that of one comparison. A statement such as "equivalent at all points" needs
 *       no correction: it is wrong only if it is wrong at some given point, which has the level's
 *       probability. But among many points at which nothing differs by more than the margin, some
 *       may be called "different" by chance: on average at most a share of them that is twice the
 *       level.
 * </ul>
 */
package io.onestep.engine.verdict;
