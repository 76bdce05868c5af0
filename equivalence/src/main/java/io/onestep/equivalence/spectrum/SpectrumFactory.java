package io.onestep.equivalence.spectrum;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.observable.Observable;
import io.onestep.api.observable.ObservableFactory;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import java.util.OptionalDouble;

/**
 * Makes the metric {@code spectrum}: the eigenvalues of the training features' second moment (1/m)
 * Phi^T Phi, phi = sigma(F^ x)/sqrt k, not centred, just as the ridge readout sees it. The
 * prediction ({@link SampleSpectrum}) comes from the population's second moment given F^. Measured,
 * and predicted under the same names:
 *
 * <ul>
 *   <li>{@code spectral_density}: the share of the k eigenvalues in [at/sqrt(ratio),
 *       at*sqrt(ratio)), divided by the interval's length. Swept over {@code at}, it draws the
 *       spectrum.
 *   <li>{@code outlier_1}, {@code outlier_2}, ...: the largest eigenvalues. Where fewer are
 *       predicted to stand out, the prediction is the bulk's upper end.
 *   <li>{@code outlier_overlap_1}, ...: how much of the eigenvector of each (squared norm) lies in
 *       the span of the population's outlier directions. The span, not the one direction, since the
 *       sample mixes directions whose eigenvalues are close. 0 is predicted where nothing stands
 *       out.
 * </ul>
 *
 * <p>All matrices are k x k, so the work grows with k^3.
 */
public final class SpectrumFactory implements ObservableFactory<SpectrumFactory.Config> {
  /**
   * The parameters.
   *
   * @param at the centre of the bin of the spectral density, more than 0; absent for none
   * @param ratio the ratio of the bin's ends, more than 1
   * @param outliers how many of the largest eigenvalues are measured, at least 0
   */
  public record Config(
      @Parameter(
              value = "eigenvalue around which the density is measured; without it, none is",
              range = "(0, inf)")
          OptionalDouble at,
      @Parameter(
              value = "upper end of the density's bin over its lower end",
              defaultValue = "1.1",
              range = "(1, inf)")
          double ratio,
      @Parameter(
              value = "how many of the largest eigenvalues are measured",
              defaultValue = "3",
              range = "[0, inf)")
          int outliers) {
    /** Validates the ranges. */
    public Config {
      at.ifPresent(centre -> Range.parse("(0, inf)").require("at", centre));
      Range.parse("(1, inf)").require("ratio", ratio);
      Range.parse("[0, inf)").require("outliers", outliers);
    }
  }

  /** Creates the factory. */
  public SpectrumFactory() {}

  @Override
  public String name() {
    return "spectrum";
  }

  @Override
  public String summary() {
    return "eigenvalues of the feature covariance (1/m) Phi^T Phi: density, outliers, overlaps";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Observable create(Config config, ComponentContext context) {
    return new Spectrum(config.at(), config.ratio(), config.outliers());
  }
}
