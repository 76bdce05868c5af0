package io.onestep.datasets.idx;

import io.onestep.api.error.InvalidInputException;
import io.onestep.datasets.file.DataSource;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads an IDX file from its beginning to its end and tells where it is not what it should be. */
final class IdxReader {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BUFFER = 1 << 16;

  /** The most elements that fit into an array. */
  private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  private final String name;
  private final InputStream content;
  private final Position position;

  private IdxReader(String name, InputStream content, Position position) {
    this.name = name;
    this.content = content;
    this.position = position;
  }

  /** What is read from a file. */
  @FunctionalInterface
  interface Reading<T> {
    T from(IdxReader reader) throws IOException;
  }

  /**
   * Reads a file.
   *
   * @param source the file
   * @param reading what is read, up to the last byte
   * @return what was read
   * @throws InvalidInputException if the file is not what the reading expects
   */
  static <T> T read(DataSource source, Reading<T> reading) {
    String name = source.name();
    Position position = new Position();
    return source.read(
        file -> {
          try (InputStream content = new CountingStream(uncompressed(file), position)) {
            return reading.from(new IdxReader(name, content, position));
          } catch (EOFException e) {
            throw invalid(name, position.bytes, "the compressed data end before their end mark");
          } catch (ZipException e) {
            throw invalid(
                name, position.bytes, "the compressed data are corrupt: " + e.getMessage());
          }
        });
  }

  private static InputStream uncompressed(InputStream file) throws IOException {
    file.mark(2);
    int magic = file.read() << Byte.SIZE | file.read();
    file.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(file, BUFFER) : file;
  }

  /** Reads the magic number and requires a certain one. */
  void readMagic(int expected, String what) throws IOException {
    int found = readInt("a magic number");
    if (found != expected) {
      throw invalid(
          name,
          0,
          String.format(
              "expected the magic number 0x%08x of %s, found 0x%08x", expected, what, found));
    }
  }

  /** Reads the size of a dimension, at least 1. */
  int readSize(String what) throws IOException {
    long start = position.bytes;
    long size = Integer.toUnsignedLong(readInt("the number of " + what));
    if (size < 1 || size > MAX_ELEMENTS) {
      throw invalid(
          name,
          start,
          "expected a number of " + what + " from 1 to " + MAX_ELEMENTS + ", found " + size);
    }
    return (int) size;
  }

  private int readInt(String what) throws IOException {
    long start = position.bytes;
    byte[] bytes = content.readNBytes(Integer.BYTES);
    if (bytes.length < Integer.BYTES) {
      throw invalid(
          name, start, "expected " + what + " of 4 bytes, but the file ends after " + bytes.length);
    }
    return ByteBuffer.wrap(bytes).getInt();
  }

  /** Reads all elements and requires that the file ends after them. */
  byte[] readElements(int... sizes) throws IOException {
    String product =
        Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    long start = position.bytes;
    long count = 1;
    for (int size : sizes) {
      count *= size;
      if (count > MAX_ELEMENTS) {
        throw invalid(
            name,
            start,
            "expected at most " + MAX_ELEMENTS + " elements, but the header says " + product);
      }
    }
    // Memory grows with what the file holds, not with what its header says.
    byte[] elements = content.readNBytes((int) count);
    if (elements.length < count) {
      throw invalid(
          name,
          position.bytes,
          "the file ends after "
              + elements.length
              + " elements, but its header says "
              + product
              + " = "
              + count);
    }
    if (content.read() != -1) {
      throw invalid(
          name, start + count, "expected the end of the file after " + product + " elements");
    }
    return elements;
  }

  private static InvalidInputException invalid(String name, long position, String message) {
    return new InvalidInputException(name + " at byte " + position, message);
  }

  /** How many bytes of the uncompressed content have been read. */
  private static final class Position {
    long bytes;
  }

  private static final class CountingStream extends FilterInputStream {
    private final Position position;

    CountingStream(InputStream stream, Position position) {
      super(stream);
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      position.bytes += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int count = super.read(bytes, from, length);
      position.bytes += Math.max(0, count);
      return count;
    }
  }
}
