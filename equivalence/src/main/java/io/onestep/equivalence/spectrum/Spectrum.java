package io.onestep.equivalence.spectrum;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Room;
import io.onestep.api.algebra.SymmetricEigen;
import io.onestep.api.model.FeatureLaw;
import io.onestep.api.observable.Observable;
import io.onestep.api.observable.Observation;
import io.onestep.api.observable.TrainedTrial;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Sizes;
import io.onestep.equivalence.moments.GaussianFeatures;
import io.onestep.equivalence.moments.MomentMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The eigenvalues of the training features' second moment, measured and predicted.
 *
 * @param at the centre of the bin whose density is measured; empty for none
 * @param ratio the ratio of the bin's ends
 * @param outliers how many of the largest eigenvalues are measured
 */
record Spectrum(OptionalDouble at, double ratio, int outliers) implements Observable {
  /** What the series of the population's second moment may leave. */
  private static final double TOLERANCE = 1e-7;

  @Override
  public String label() {
    return "spectrum";
  }

  @Override
  public List<Observation> measure(
      TrainedTrial trial, LinearAlgebra algebra, RandomStreams streams) {
    int k = trial.network().f().rows();
    int m = trial.train().size();
    Room room = algebra.room();
    SymmetricEigen sample = algebra.symmetricEigen(sampleMoment(trial, algebra), room);
    List<double[]> outlying = new ArrayList<>(); // copies, as the next decomposition overwrites
    for (int i = 1; i <= Math.min(outliers, k); i++) {
      outlying.add(sample.vectors().row(k - i));
    }
    FeatureLaw law = new FeatureLaw.Pointwise(trial.network().activation(), 0);
    GaussianFeatures features = GaussianFeatures.of(trial.network().f(), law, TOLERANCE, algebra);
    SymmetricEigen population = algebra.symmetricEigen(features.second(trial.population()), room);
    SampleSpectrum predicted = SampleSpectrum.of(population.values(), m);

    List<Observation> numbers = new ArrayList<>();
    at.ifPresent(
        centre -> {
          double from = centre / Math.sqrt(ratio);
          double to = centre * Math.sqrt(ratio);
          double width = to - from;
          double share = share(sample.values(), from, to);
          numbers.add(Observation.simulation("spectral_density", share / width));
          double expected = Math.max(0, predicted.share(from, to)); // rounding in a gap
          numbers.add(Observation.theory("spectral_density", expected / width));
        });
    List<Outlier> expected = predicted.outliers();
    Matrix directions = population.vectors().rows(k - expected.size(), k);
    for (int i = 1; i <= outlying.size(); i++) {
      boolean separate = i <= expected.size();
      String value = "outlier_" + i;
      numbers.add(Observation.simulation(value, sample.values()[k - i]));
      numbers.add(
          Observation.theory(
              value, separate ? expected.get(i - 1).sample() : predicted.bulkEdge()));
      String overlap = "outlier_overlap_" + i;
      double[] projection = algebra.multiply(directions, outlying.get(i - 1));
      numbers.add(Observation.simulation(overlap, squaredNorm(projection)));
      numbers.add(Observation.theory(overlap, separate ? expected.get(i - 1).overlap() : 0));
    }
    return numbers;
  }

  /** Features, second moments, and the eigenvectors with what their decomposition works in. */
  @Override
  public double memory(Sizes sizes) {
    double k = sizes.k();
    return Double.BYTES * k * sizes.m()
        + MomentMemory.matrices(2, k)
        + MomentMemory.decomposition(k);
  }

  /** The lower triangle of (1/m) Phi^T Phi with phi = sigma(F^ x)/sqrt k. */
  private static Matrix sampleMoment(TrainedTrial trial, LinearAlgebra algebra) {
    Matrix f = trial.network().f();
    int m = trial.train().size();
    Matrix phi = algebra.room().matrix("features of the spectrum", m, f.rows());
    algebra.multiplyTransposed(1, trial.train().x(), f, 0, phi);
    trial.network().activation().values(phi.data(), phi.offset(), phi.offset() + phi.size());
    Matrix moment = algebra.room().matrix("moment of the sample", f.rows(), f.rows());
    algebra.lowerTransposedGram(phi, moment);
    double[] elements = moment.data();
    for (int i = 0; i < moment.size(); i++) {
      elements[moment.offset() + i] /= (double) m * f.rows();
    }
    return moment;
  }

  private static double share(double[] values, double from, double to) {
    int count = 0;
    for (double value : values) {
      if (value >= from && value < to) {
        count++;
      }
    }
    return (double) count / values.length;
  }

  private static double squaredNorm(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return sum;
  }
}
