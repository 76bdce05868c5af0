package io.onestep.equivalence.gradient;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.quadrature.GaussianQuadrature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The law of a = X1^T y1/m1, which is sqrt k times the spike's direction v: to leading order in
 * 1/m1 it is normal with mean vbar = sum_c rho_c E_c[x y] = sum_c rho_c (E_c[s'] Sigma_c xi + mu_c
 * E_c[y]) (Stein's lemma) and covariance N = (1/m1) sum_c rho_c E_c[y^2] Sigma_c.
 *
 * @param components the population's components
 * @param squares E_c[y^2] for each component
 * @param mean vbar, n numbers
 * @param m1 the number of samples
 */
record SpikeLaw(List<MixtureComponent> components, double[] squares, double[] mean, int m1) {
  /** Labels need not be smooth, and where they have kinks is not known: short panels. */
  private static final double RESOLUTION = 0.5;

  /**
   * Returns the law for labels that are a function of one projection, y = s(xi^T x), by quadrature
   * over that projection. Empty for others: of class labels, of several directions and of noise the
   * api does not say enough.
   */
  static Optional<SpikeLaw> of(
      Population population, Labelling labelling, int m1, RandomStreams streams) {
    if (labelling.directions().size() != 1) {
      return Optional.empty();
    }
    double[] xi = labelling.directions().get(0);
    if (Vectors.norm(xi) == 0) {
      return Optional.empty();
    }
    GaussianQuadrature quadrature = GaussianQuadrature.of(RESOLUTION);
    double[] z = quadrature.nodes();
    double[] weights = quadrature.weights();
    List<MixtureComponent> components = population.components();
    double[] squares = new double[components.size()];
    double[] vbar = new double[xi.length];
    for (int c = 0; c < components.size(); c++) {
      MixtureComponent component = components.get(c);
      double[] spread = component.covariance().multiply(xi);
      double centre = Vectors.dot(xi, component.mean());
      double scale = Math.sqrt(Vectors.dot(xi, spread));
      Inputs inputs = along(xi, centre, scale, z, c);
      double[] y = labelling.label(inputs, streams.stream("noise 1"));
      if (!Arrays.equals(y, labelling.label(inputs, streams.stream("noise 2")))) {
        return Optional.empty();
      }
      double first = 0; // E[y]
      double slope = 0; // E[s'] = E[z y]/scale
      for (int i = 0; i < z.length; i++) {
        first += weights[i] * y[i];
        squares[c] += weights[i] * y[i] * y[i];
        slope += weights[i] * z[i] * y[i] / scale;
      }
      Vectors.add(component.weight() * slope, spread, vbar);
      Vectors.add(component.weight() * first, component.mean(), vbar);
    }
    return Optional.of(new SpikeLaw(components, squares, vbar, m1));
  }

  /** Returns inputs x = t xi/|xi|^2 with xi^T x = t = centre + scale z. */
  private static Inputs along(double[] xi, double centre, double scale, double[] z, int component) {
    double square = Vectors.dot(xi, xi);
    Matrix x = Matrix.zeros(z.length, xi.length);
    for (int i = 0; i < z.length; i++) {
      double factor = (centre + scale * z[i]) / square;
      for (int j = 0; j < xi.length; j++) {
        x.data()[i * xi.length + j] = factor * xi[j];
      }
    }
    int[] of = new int[z.length];
    Arrays.fill(of, component);
    return new Inputs(x, of);
  }

  /** Returns E|a|^2 = |vbar|^2 + Tr N. */
  double squaredNorm() {
    double sum = Vectors.dot(mean, mean);
    for (int c = 0; c < squares.length; c++) {
      MixtureComponent component = components.get(c);
      sum += component.weight() * squares[c] * component.covariance().trace() / m1;
    }
    return sum;
  }

  /** Returns E(a^T e)^2/E|a|^2 for e in a vector's direction. */
  double overlap(double[] direction) {
    double product = Vectors.dot(mean, direction);
    double sum = product * product;
    for (int c = 0; c < squares.length; c++) {
      MixtureComponent component = components.get(c);
      sum +=
          component.weight()
              * squares[c]
              * Vectors.dot(direction, component.covariance().multiply(direction))
              / m1;
    }
    return sum / Vectors.dot(direction, direction) / squaredNorm();
  }
}
