/**
 * Models of the features phi(x) on which a readout is fitted: those of the network itself, and
 * those of the equivalent models, which share its trained first layer F^.
 */
package io.onestep.api.model;
