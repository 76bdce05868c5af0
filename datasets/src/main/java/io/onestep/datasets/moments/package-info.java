/** Moments of classes of inputs, which preprocessing and data models go by. */
package io.onestep.datasets.moments;
