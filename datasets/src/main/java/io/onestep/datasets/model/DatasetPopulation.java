package io.onestep.datasets.model;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Room;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.InputClass;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.error.Problem;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.datasets.moments.SampleMoments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Classes of inputs as the components of a population. Covariances (and the roots that Gaussian
 * samples need) cost a second or more for images of a thousand pixels, so they are computed when
 * they are first asked for.
 */
final class DatasetPopulation implements Population {
  /** Makes int(0.29 * 100) the 29 that is meant, where the product in doubles is 28.999...96. */
  private static final double ROUNDING = 1e-9;

  private final List<InputClass> classes;
  private final double[] weights;
  private final Draw draw;
  private final double trace;
  private List<MixtureComponent> components; // guarded by this, as are the samplers
  private List<GaussianSampler> samplers;

  DatasetPopulation(ClassedInputs inputs, double[] weights, Draw draw) {
    this.classes = inputs.classes();
    this.weights = weights;
    this.draw = draw;
    double sum = 0;
    for (int c = 0; c < weights.length; c++) {
      sum += weights[c] * new SampleMoments(classes.get(c)).trace();
    }
    this.trace = sum;
  }

  @Override
  public int componentCount() {
    return weights.length;
  }

  @Override
  public boolean isGaussian() {
    return draw == Draw.GAUSSIAN;
  }

  @Override
  public int dimension() {
    return classes.get(0).x().columns();
  }

  @Override
  public double trace() {
    return trace;
  }

  @Override
  public synchronized List<MixtureComponent> components() {
    if (components == null) {
      List<MixtureComponent> list = new ArrayList<>();
      for (int c = 0; c < weights.length; c++) {
        SampleMoments moments = new SampleMoments(classes.get(c));
        Matrix covariance = Matrix.ofRows(moments.covariance().getData());
        if (!covariance.isFinite()) {
          throw new NumericalException(
              "the covariance of component %d of the data is not finite; its numbers are too large"
                  .formatted(c + 1));
        }
        list.add(new MixtureComponent(weights[c], moments.mean(), new DenseCovariance(covariance)));
      }
      components = List.copyOf(list);
    }
    return components;
  }

  private synchronized List<GaussianSampler> samplers() {
    if (samplers == null) {
      samplers = classes.stream().map(GaussianSampler::new).toList();
    }
    return samplers;
  }

  /**
   * Draws sets of inputs: rows of class 1 first, then those of class 2, and so on. Of images, none
   * is drawn twice, whatever the sets.
   */
  @Override
  public List<Inputs> sample(List<Integer> sizes, RandomStreams streams) {
    return sample(sizes, streams, Room.NEW);
  }

  @Override
  public List<Inputs> sample(List<Integer> sizes, RandomStreams streams, Room room) {
    requireSamples(sizes);
    List<Matrix> sets =
        IntStream.range(0, sizes.size())
            .mapToObj(s -> room.matrix("inputs " + s, sizes.get(s), dimension()))
            .toList();
    if (draw == Draw.IMAGES) {
      drawImages(sets, streams);
    } else {
      drawGaussians(sets, streams);
    }
    List<Inputs> inputs = new ArrayList<>();
    for (int s = 0; s < sets.size(); s++) {
      addNoise(sets.get(s), streams.child("set", s).stream("noise"));
      inputs.add(new Inputs(sets.get(s), components(sets.get(s).rows())));
    }
    return List.copyOf(inputs);
  }

  /** The classes' images in random order, of which each set takes the next ones. */
  private void drawImages(List<Matrix> sets, RandomStreams streams) {
    for (int c = 0; c < weights.length; c++) {
      Matrix x = classes.get(c).x();
      int[] order = permutation(x.rows(), streams.child("class", c).stream("order"));
      int next = 0;
      for (Matrix set : sets) {
        int[] start = starts(set.rows());
        for (int row = start[c]; row < start[c + 1]; row++) {
          set.rows(row, row + 1).assign(x.rows(order[next], order[next] + 1));
          next++;
        }
      }
    }
  }

  private static int[] permutation(int size, RandomStream random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) { // Fisher and Yates, inside out
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private void drawGaussians(List<Matrix> sets, RandomStreams streams) {
    for (int s = 0; s < sets.size(); s++) {
      int[] start = starts(sets.get(s).rows());
      RandomStream values = streams.child("set", s).stream("values");
      for (int c = 0; c < weights.length; c++) {
        samplers().get(c).fill(sets.get(s).rows(start[c], start[c + 1]), values);
      }
    }
  }

  private void addNoise(Matrix set, RandomStream noise) {
    int[] start = starts(set.rows());
    for (int c = 0; c < weights.length; c++) {
      double deviation = Math.sqrt(classes.get(c).noise());
      if (deviation > 0) {
        double[] z = new double[set.columns()];
        for (int row = start[c]; row < start[c + 1]; row++) {
          noise.fillGaussian(z, 0, z.length);
          int offset = set.offset() + row * z.length;
          for (int i = 0; i < z.length; i++) {
            set.data()[offset + i] += deviation * z[i];
          }
        }
      }
    }
  }

  private int[] components(int m) {
    int[] start = starts(m);
    int[] component = new int[m];
    for (int c = 0; c < weights.length; c++) {
      Arrays.fill(component, start[c], start[c + 1], c);
    }
    return component;
  }

  /** Where the rows of each class begin in a set: int(rho_c m) rows, the rest of the last class. */
  private int[] starts(int m) {
    int[] start = new int[weights.length + 1];
    for (int c = 0; c < weights.length; c++) {
      start[c + 1] = c == weights.length - 1 ? m : start[c] + (int) (weights[c] * m + ROUNDING);
    }
    return start;
  }

  /** Names all classes that hold too few images. */
  @Override
  public void requireSamples(List<Integer> sizes) {
    if (draw != Draw.IMAGES) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    for (int c = 0; c < weights.length; c++) {
      long needed = 0;
      for (int m : sizes) {
        int[] start = starts(m);
        needed += start[c + 1] - start[c];
      }
      int there = classes.get(c).x().rows();
      if (needed > there) {
        problems.add(
            new Problem(
                "",
                ("data model dataset: class '%s' has %d inputs, but the samples of %s need %d of"
                        + " it, none twice; lower /sizes/m_test, /sizes/m or /sizes/m1, or set"
                        + " /data/draw to \"gaussian\"")
                    .formatted(
                        classes.get(c).name(),
                        there,
                        sizes.stream()
                            .filter(size -> size > 0)
                            .map(String::valueOf)
                            .collect(Collectors.joining(" + ")),
                        needed)));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }
}
