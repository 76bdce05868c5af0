/** The sizes of an experiment's point and how its data spread and learning rate scale with n. */
package io.onestep.api.setting;
