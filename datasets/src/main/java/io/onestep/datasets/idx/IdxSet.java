package io.onestep.datasets.idx;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.DataFile;
import io.onestep.api.data.InputClass;
import io.onestep.api.error.InvalidInputException;
import io.onestep.datasets.file.DataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Images and their labels in one or several pairs of IDX files, such as a training and a test half.
 *
 * @param pairs the pairs in order, at least one
 */
public record IdxSet(List<Pair> pairs) {
  /**
   * Images and their labels.
   *
   * @param images the file of the images
   * @param labels the file of their labels
   */
  public record Pair(DataSource images, DataSource labels) {}

  /** Keeps a copy of the list and validates that it is not empty. */
  public IdxSet {
    pairs = List.copyOf(pairs);
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException("an IDX set has at least one pair of files");
    }
  }

  /**
   * Returns all files with their digests.
   *
   * @return images and labels of each pair, in order
   * @throws InvalidInputException if a file is missing or can't be read
   */
  public List<DataFile> files() {
    return pairs.stream()
        .flatMap(pair -> Stream.of(pair.images(), pair.labels()))
        .map(DataSource::describe)
        .toList();
  }

  /**
   * Reads all pairs.
   *
   * @param className gives the name of the class that a label stands for
   * @return a class for each label that occurs, in the order of the labels; its images in the order
   *     of the files
   * @throws InvalidInputException if a file is missing or wrong, or two do not fit together
   */
  public ClassedInputs load(IntFunction<String> className) {
    List<int[]> labels = new ArrayList<>();
    SortedMap<Integer, Integer> counts = new TreeMap<>();
    for (Pair pair : pairs) {
      int[] some = new IdxFile(pair.labels()).labels();
      labels.add(some);
      for (int label : some) {
        counts.merge(label, 1, Integer::sum);
      }
    }
    SortedMap<Integer, Matrix> x = new TreeMap<>();
    SortedMap<Integer, Integer> filled = new TreeMap<>();
    for (int p = 0; p < pairs.size(); p++) {
      IdxImages images = new IdxFile(pairs.get(p).images()).images();
      requireFit(pairs.get(p), images, labels.get(p).length, x);
      for (int i = 0; i < images.count(); i++) {
        int label = labels.get(p)[i];
        Matrix rows = x.computeIfAbsent(label, l -> Matrix.zeros(counts.get(l), images.size()));
        images.copyTo(i, rows, filled.merge(label, 1, Integer::sum) - 1);
      }
    }
    List<InputClass> classes = new ArrayList<>();
    x.forEach((label, rows) -> classes.add(new InputClass(className.apply(label), rows, 0)));
    return new ClassedInputs(classes);
  }

  private static void requireFit(
      Pair pair, IdxImages images, int labels, SortedMap<Integer, Matrix> before) {
    if (images.count() != labels) {
      throw new InvalidInputException(
          pair.labels().name(),
          "holds %d labels, but %s holds %d images"
              .formatted(labels, pair.images().name(), images.count()));
    }
    for (Matrix rows : before.values()) {
      if (images.size() != rows.columns()) {
        throw new InvalidInputException(
            pair.images().name(),
            "has images of %d pixels, but the files before it have %d"
                .formatted(images.size(), rows.columns()));
      }
    }
  }
}
