/**
 * Where samples and labels come from. A {@linkplain io.onestep.api.data.DataModel data model} draws
 * a {@linkplain io.onestep.api.data.Population population} (its directions, say), which draws
 * inputs; a {@linkplain io.onestep.api.data.Target target} draws a {@linkplain
 * io.onestep.api.data.Labelling labelling} for the population, which labels inputs. Real inputs
 * come from a {@linkplain io.onestep.api.data.Dataset data set} and pass through {@linkplain
 * io.onestep.api.data.Preprocessing preprocessing} before a data model draws from them.
 */
package io.onestep.api.data;
