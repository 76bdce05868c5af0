/**
 * Samples of a data set's inputs. The population is finite: its components are the classes after
 * preprocessing, with the moments of their inputs; samples are those inputs themselves, or
 * Gaussians of the same moments.
 */
package io.onestep.datasets.model;
