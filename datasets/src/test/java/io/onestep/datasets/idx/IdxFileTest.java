package io.onestep.datasets.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.Problem;
import io.onestep.datasets.file.DataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFileTest {
  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;

  @TempDir private Path folder;

  /** The format written out: big-endian header words, then bytes. */
  private static byte[] idx(int[] header, int... elements) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * header.length + elements.length);
    Arrays.stream(header).forEach(buffer::putInt);
    Arrays.stream(elements).forEach(element -> buffer.put((byte) element));
    return buffer.array();
  }

  private static byte[] twoImages() {
    return idx(new int[] {IMAGES, 2, 1, 3}, 0, 255, 51, 128, 1, 254);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private IdxFile file(byte[] content) throws IOException {
    return new IdxFile(DataSource.of(Files.write(folder.resolve("file"), content)));
  }

  private static Matrix matrix(IdxImages images) {
    Matrix x = Matrix.zeros(images.count(), images.size());
    for (int i = 0; i < images.count(); i++) {
      images.copyTo(i, x, i);
    }
    return x;
  }

  private void assertRefused(IdxFile file, Runnable reading, String where, String... message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(reading::run)
        .satisfies(
            e -> {
              assertThat(e.problems())
                  .extracting(Problem::where)
                  .containsExactly(file.source().name() + where);
              assertThat(e.problems().get(0).message()).contains(message);
            });
  }

  private void assertImagesRefused(byte[] content, String where, String... message)
      throws IOException {
    IdxFile file = file(content);
    assertRefused(file, file::images, where, message);
  }

  private void assertLabelsRefused(byte[] content, String where, String... message)
      throws IOException {
    IdxFile file = file(content);
    assertRefused(file, file::labels, where, message);
  }

  @Test
  void imagesAreRowsOfPixelsFromZeroToOne() throws IOException {
    for (byte[] content : new byte[][] {twoImages(), gzip(twoImages())}) {
      Matrix images = matrix(file(content).images());
      assertThat(images.rows()).isEqualTo(2);
      assertThat(images.row(0)).containsExactly(0, 1, 0.2); // 51 = 255/5
      assertThat(images.row(1)).containsExactly(128 / 255.0, 1 / 255.0, 254 / 255.0);
    }
  }

  @Test
  void rowsOfAnImageFollowEachOther() throws IOException {
    Matrix images = matrix(file(idx(new int[] {IMAGES, 1, 2, 2}, 0, 255, 255, 0)).images());
    assertThat(images.row(0)).containsExactly(0, 1, 1, 0);
  }

  @Test
  void labelsAreUnsigned() throws IOException {
    byte[] content = idx(new int[] {LABELS, 4}, 9, 0, 200, 255);
    assertThat(file(content).labels()).containsExactly(9, 0, 200, 255);
    assertThat(file(gzip(content)).labels()).containsExactly(9, 0, 200, 255);
  }

  /** More than any buffer holds. */
  @Test
  void largeFilesAreReadWhole() throws IOException {
    int[] elements = IntStream.range(0, 300_000).map(i -> i % 1000 * i % 251).toArray();
    byte[] content = idx(new int[] {LABELS, elements.length}, elements);
    assertThat(file(content).labels()).isEqualTo(elements);
    assertThat(file(gzip(content)).labels()).isEqualTo(elements);
  }

  @Test
  void otherTypesAreRefused() throws IOException {
    byte[] labels = idx(new int[] {LABELS, 4}, 9, 0, 200, 255);
    assertImagesRefused(labels, " at byte 0", "0x00000803 of images", "0x00000801");
    assertLabelsRefused(twoImages(), " at byte 0", "0x00000801 of labels", "0x00000803");
    assertLabelsRefused(gzip(twoImages()), " at byte 0", "0x00000801 of labels");
    // Signed bytes and 32-bit numbers have the types 0x09 and 0x0c.
    assertLabelsRefused(idx(new int[] {0x0901, 1}, 1), " at byte 0", "found 0x00000901");
    assertImagesRefused("PNG, say".getBytes(), " at byte 0", "found 0x504e472c");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 7, 9, 12, 15})
  void truncatedHeaderIsRefused(int length) throws IOException {
    byte[] cut = Arrays.copyOf(twoImages(), length);
    String where = " at byte " + length / 4 * 4;
    assertImagesRefused(cut, where, "4 bytes, but the file ends after " + length % 4);
    assertImagesRefused(gzip(cut), where, "4 bytes, but the file ends after " + length % 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 21})
  void truncatedElementsAreRefused(int length) throws IOException {
    byte[] cut = Arrays.copyOf(twoImages(), length);
    String message = "ends after " + (length - 16) + " elements, but its header says 2 x 1 x 3 = 6";
    assertImagesRefused(cut, " at byte " + length, message);
    assertImagesRefused(gzip(cut), " at byte " + length, message);
  }

  @Test
  void trailingBytesAreRefused() throws IOException {
    byte[] longer = Arrays.copyOf(twoImages(), 23);
    String message = "expected the end of the file after 2 x 1 x 3 elements";
    assertImagesRefused(longer, " at byte 22", message);
    assertImagesRefused(gzip(longer), " at byte 22", message);
    assertLabelsRefused(idx(new int[] {LABELS, 1}, 1, 2), " at byte 9", "expected the end");
  }

  @Test
  void truncatedCompressedDataAreRefused() throws IOException {
    int[] elements = IntStream.range(0, 5000).map(i -> i % 1000 * i % 251).toArray();
    byte[] whole = gzip(idx(new int[] {LABELS, elements.length}, elements));
    // Without the last 8 bytes, the check sum and length, all elements are there.
    byte[] withoutTrailer = Arrays.copyOf(whole, whole.length - 8);
    assertLabelsRefused(withoutTrailer, " at byte 5008", "compressed data end");
    byte[] headOnly = Arrays.copyOf(whole, 5);
    assertLabelsRefused(headOnly, " at byte 0", "compressed data end");
    IdxFile half = file(Arrays.copyOf(whole, whole.length / 2));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(half::labels)
        .withMessageContaining("compressed data end");
  }

  @Test
  void corruptCompressedDataAreRefused() throws IOException {
    byte[] wrongSum = gzip(twoImages());
    wrongSum[wrongSum.length - 8] ^= 1;
    assertImagesRefused(wrongSum, " at byte 22", "corrupt");
    byte[] wrongBlock = gzip(twoImages());
    wrongBlock[10] |= 0x06; // the block type 3, which is reserved
    assertImagesRefused(wrongBlock, " at byte 0", "corrupt");
    byte[] wrongMethod = gzip(twoImages());
    wrongMethod[2] = 7;
    assertImagesRefused(wrongMethod, " at byte 0", "corrupt");
  }

  /** Headers that ask for 2 GB and 1.6 GB of bytes, in files that have two. */
  @Test
  void headersThatLieGetNoMemory() throws IOException {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    assertLabelsRefused(
        idx(new int[] {LABELS, 2_000_000_000}, 1, 2), " at byte 10", "ends after 2 elements");
    assertImagesRefused(
        gzip(idx(new int[] {IMAGES, 2_000_000, 28, 28}, 1, 2)),
        " at byte 18",
        "ends after 2 elements");
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000_000);
  }

  @Test
  void moreElementsThanAnArrayHoldsAreRefused() throws IOException {
    assertLabelsRefused(idx(new int[] {LABELS, -1}, 1), " at byte 4", "labels", "4294967295");
    assertImagesRefused(
        idx(new int[] {IMAGES, 60_000, 65_536, 65_536}, 1),
        " at byte 16",
        "at most 2147483639",
        "60000 x 65536 x 65536");
  }

  @Test
  void emptyDimensionsAreRefused() throws IOException {
    assertLabelsRefused(idx(new int[] {LABELS, 0}), " at byte 4", "from 1 to", "found 0");
    assertImagesRefused(
        idx(new int[] {IMAGES, 2, 0, 3}), " at byte 8", "rows of an image", "found 0");
  }

  @Test
  void missingAndUnreadableFilesAreRefused() {
    IdxFile missing = new IdxFile(DataSource.of(folder.resolve("missing")));
    assertRefused(missing, missing::images, "", "no such file");
    IdxFile directory = new IdxFile(DataSource.of(folder));
    assertRefused(directory, directory::labels, "", "cannot be read");
  }
}
