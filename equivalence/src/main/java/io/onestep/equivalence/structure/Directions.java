package io.onestep.equivalence.structure;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Index;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.equivalence.moments.LabelMoments;
import io.onestep.equivalence.moments.OrthonormalRows;
import java.util.ArrayList;
import java.util.List;

/**
 * The few directions through which a population with structured covariances, labels and a learned
 * spike v act on a neuron: an orthonormal basis S of their span, v first, and what the components
 * are within it.
 *
 * @param basis the basis, p rows of n numbers
 * @param components the components of positive weight
 * @param trace Tr Sigma_bar
 * @param labelSquare tau = E y^2
 */
public record Directions(
    Matrix basis, List<ComponentDirections> components, double trace, double labelSquare) {
  /** Copies the list. */
  public Directions {
    components = List.copyOf(components);
  }

  /**
   * One component within the span.
   *
   * @param weight rho_c
   * @param bulk the variance outside of the span
   * @param mean S mu_c, p numbers
   * @param covariance S Sigma_c S^T, p x p
   * @param labels the moments of the labels
   * @param labelCovariances for each term of the labels and each of its normals S E[(x - mu_c) z],
   *     p numbers
   */
  public record ComponentDirections(
      double weight,
      double bulk,
      double[] mean,
      Matrix covariance,
      LabelMoments labels,
      List<List<double[]>> labelCovariances) {
    /** Copies the list. */
    public ComponentDirections {
      labelCovariances = List.copyOf(labelCovariances);
    }
  }

  /**
   * Returns whether all covariances of a population are structured, as they must be here.
   *
   * @param population the population
   * @return whether they are
   */
  public static boolean describe(Population population) {
    return population.components().stream()
        .allMatch(c -> c.weight() == 0 || c.covariance() instanceof SpikedCovariance);
  }

  /**
   * Finds the directions.
   *
   * @param population a population of structured covariances
   * @param labels the labels' law
   * @param spike the learned direction v, of any norm; zero if nothing was learned
   * @param degree the highest Hermite coefficient of the labels
   * @param algebra the linear algebra to use
   * @return the directions
   */
  public static Directions of(
      Population population, LabelLaw labels, double[] spike, int degree, LinearAlgebra algebra) {
    List<double[]> vectors = new ArrayList<>();
    vectors.add(spike);
    for (MixtureComponent c : population.components()) {
      if (c.weight() > 0) {
        structured(c).spikes().stream().map(Spike::direction).forEach(vectors::add);
        vectors.add(c.mean());
      }
    }
    labels.indices().stream().map(Index::direction).forEach(vectors::add);
    Matrix basis = OrthonormalRows.of(vectors, population.dimension());
    List<ComponentDirections> components = new ArrayList<>();
    double labelSquare = 0;
    for (int c = 0; c < population.components().size(); c++) {
      MixtureComponent component = population.components().get(c);
      if (component.weight() > 0) {
        LabelMoments moments = LabelMoments.of(labels, component, c, degree);
        labelSquare += component.weight() * moments.square();
        components.add(
            new ComponentDirections(
                component.weight(),
                structured(component).bulk(),
                algebra.multiply(basis, component.mean()),
                within(basis, component, algebra),
                moments,
                moments.terms().stream()
                    .map(
                        term ->
                            term.covariances().stream()
                                .map(covariance -> algebra.multiply(basis, covariance))
                                .toList())
                    .toList()));
      }
    }
    return new Directions(basis, components, population.trace(), labelSquare);
  }

  private static SpikedCovariance structured(MixtureComponent component) {
    return (SpikedCovariance) component.covariance();
  }

  private static Matrix within(Matrix basis, MixtureComponent component, LinearAlgebra algebra) {
    int p = basis.rows();
    Matrix covariance = Matrix.zeros(p, p);
    for (int d = 0; d < p; d++) {
      double[] column = algebra.multiply(basis, component.covariance().multiply(basis.row(d)));
      for (int e = 0; e < p; e++) {
        covariance.set(e, d, column[e]);
      }
    }
    return covariance;
  }

  /**
   * Returns the number of directions.
   *
   * @return p
   */
  public int count() {
    return basis.rows();
  }

  /**
   * Returns the number of other directions.
   *
   * @return n - p
   */
  public int rest() {
    return basis.columns() - basis.rows();
  }
}
