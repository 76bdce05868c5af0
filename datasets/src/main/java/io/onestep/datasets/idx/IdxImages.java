package io.onestep.datasets.idx;

import io.onestep.api.algebra.Matrix;

/**
 * Images as bytes, an eighth of what they are as numbers.
 *
 * @param count the number of images
 * @param size the number of pixels of an image
 * @param pixels the pixels of an image row after row, image after image; from 0 to 255, unsigned
 */
public record IdxImages(int count, int size, byte[] pixels) {
  /** Validates that there is a byte for each pixel. */
  public IdxImages {
    if (pixels.length != (long) count * size) {
      throw new IllegalArgumentException(
          pixels.length + " pixels are not " + count + " images of " + size);
    }
  }

  /**
   * Writes an image to a row of a matrix, each pixel from 0 (byte 0) to 1 (byte 255).
   *
   * @param image the index of the image
   * @param x a matrix with a column for each pixel
   * @param row the row to write to
   */
  public void copyTo(int image, Matrix x, int row) {
    for (int i = 0; i < size; i++) {
      x.set(row, i, Byte.toUnsignedInt(pixels[image * size + i]) / 255.0);
    }
  }
}
