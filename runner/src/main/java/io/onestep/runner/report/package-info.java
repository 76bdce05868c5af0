/**
 * The report of a run: one page that holds everything, to be opened from disk or sent to someone.
 *
 * <p>Java gathers what there is to say, a template gives it its form, and a script in the page
 * draws the figure with Apache ECharts. A policy in the page forbids it the network.
 */
package io.onestep.runner.report;
