package io.onestep.datasets.idx;

import io.onestep.api.algebra.Matrix;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file of images or labels in IDX format, plain or compressed by gzip (told apart by their first
 * bytes, not by the name). Each call reads the file anew.
 *
 * <p>A file that is missing or unreadable, of another type, shorter or longer than its header says,
 * or corrupt is refused with an {@link io.onestep.api.error.InvalidInputException} that names the
 * file and the byte, counted from 0 in the uncompressed content.
 *
 * @param path the file
 */
public record IdxFile(Path path) {
  /** Validates that there is a path. */
  public IdxFile {
    Objects.requireNonNull(path, "path");
  }

  /**
   * Reads images.
   *
   * @return an image a row, its pixels row after row, each from 0 (byte 0) to 1 (byte 255)
   * @throws io.onestep.api.error.InvalidInputException if the file holds no valid images
   */
  public Matrix images() {
    return IdxReader.read(
        path,
        reader -> {
          reader.readMagic(0x0803, "images");
          int count = reader.readSize("images");
          int height = reader.readSize("rows of an image");
          int width = reader.readSize("columns of an image");
          byte[] bytes = reader.readElements(count, height, width);
          Matrix images = Matrix.zeros(count, height * width);
          for (int i = 0; i < bytes.length; i++) {
            images.data()[i] = Byte.toUnsignedInt(bytes[i]) / 255.0;
          }
          return images;
        });
  }

  /**
   * Reads labels.
   *
   * @return the labels, from 0 to 255
   * @throws io.onestep.api.error.InvalidInputException if the file holds no valid labels
   */
  public int[] labels() {
    return IdxReader.read(
        path,
        reader -> {
          reader.readMagic(0x0801, "labels");
          byte[] bytes = reader.readElements(reader.readSize("labels"));
          int[] labels = new int[bytes.length];
          for (int i = 0; i < bytes.length; i++) {
            labels[i] = Byte.toUnsignedInt(bytes[i]);
          }
          return labels;
        });
  }
}
