package io.onestep.engine.verdict;

/**
 * The mean over trials of a relative difference of two errors, with its confidence interval.
 *
 * @param trials the number of trials
 * @param mean the mean; NaN if a trial has no relative difference
 * @param low the lower end of the confidence interval; minus infinity if nothing is known of it
 * @param high the upper end of the confidence interval; infinity if nothing is known of it
 */
public record RelativeDifference(int trials, double mean, double low, double high) {}
