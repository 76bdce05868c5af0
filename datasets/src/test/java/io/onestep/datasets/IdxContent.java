package io.onestep.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Contents of small IDX files, written out byte by byte. */
public final class IdxContent {
  private IdxContent() {}

  /** Images of 2 x 2 pixels, all pixels of an image the same. */
  public static byte[] images(int... pixels) {
    ByteBuffer buffer =
        ByteBuffer.allocate(16 + 4 * pixels.length).putInt(0x803).putInt(pixels.length);
    buffer.putInt(2).putInt(2);
    for (int pixel : pixels) {
      for (int i = 0; i < 4; i++) {
        buffer.put((byte) pixel);
      }
    }
    return buffer.array();
  }

  public static byte[] labels(int... labels) {
    ByteBuffer buffer = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
    for (int label : labels) {
      buffer.put((byte) label);
    }
    return buffer.array();
  }

  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
