/**
 * Rules for labels. A {@linkplain io.onestep.api.data.Target target} draws a rule's parameters for
 * a population; the rules themselves, such as {@link io.onestep.datamodels.target.SingleIndex} and
 * {@link io.onestep.datamodels.target.ClassLabels}, are public values, since predictions need to
 * know what the labels are.
 */
package io.onestep.datamodels.target;
