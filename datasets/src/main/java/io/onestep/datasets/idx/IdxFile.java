package io.onestep.datasets.idx;

import io.onestep.datasets.file.DataSource;
import java.util.Objects;

/**
 * A file of images or labels in IDX format, plain or compressed by gzip (told apart by their first
 * bytes, not by the name). Each call reads the file anew.
 *
 * <p>A file that is missing or unreadable, of another type, shorter or longer than its header says,
 * or corrupt is refused with an {@link io.onestep.api.error.InvalidInputException} that names the
 * file and the byte, counted from 0 in the uncompressed content.
 *
 * @param source the file
 */
public record IdxFile(DataSource source) {
  /** Validates that there is a source. */
  public IdxFile {
    Objects.requireNonNull(source, "source");
  }

  /**
   * Reads images.
   *
   * @return the images
   * @throws io.onestep.api.error.InvalidInputException if the file holds no valid images
   */
  public IdxImages images() {
    return IdxReader.read(
        source,
        reader -> {
          reader.readMagic(0x0803, "images");
          int count = reader.readSize("images");
          int height = reader.readSize("rows of an image");
          int width = reader.readSize("columns of an image");
          byte[] bytes = reader.readElements(count, height, width);
          return new IdxImages(count, height * width, bytes);
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
        source,
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
