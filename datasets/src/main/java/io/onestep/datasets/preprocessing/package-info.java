/**
 * Steps between a data set and the samples drawn from it. The steps of the paper, in order: {@link
 * io.onestep.datasets.preprocessing.ClassesFactory classes}, {@link
 * io.onestep.datasets.preprocessing.CenterFactory center}, {@link
 * io.onestep.datasets.preprocessing.EqualizeTracesFactory equalize-traces}, {@link
 * io.onestep.datasets.preprocessing.ScaleFactory scale}, {@link
 * io.onestep.datasets.preprocessing.NoiseFactory noise}. They make real inputs meet the assumptions
 * of the theory: zero means, equal traces, an identity beneath a few strong directions.
 *
 * <p>Where a step needs a covariance of all classes, it is the mean S of the classes' covariances,
 * each about the class's own mean, whatever the numbers of their rows.
 *
 * <p>Steps are records, so that pipelines are equal where all of their steps are, as those of a
 * sweep's points: these prepare a data set once.
 */
package io.onestep.datasets.preprocessing;
