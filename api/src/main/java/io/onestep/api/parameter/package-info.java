/** How parameters are described and what values they may have. */
package io.onestep.api.parameter;
