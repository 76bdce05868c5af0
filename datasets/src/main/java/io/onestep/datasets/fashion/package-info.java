/** Fashion-MNIST, half of it bundled, so that experiments on real images need nothing installed. */
package io.onestep.datasets.fashion;
