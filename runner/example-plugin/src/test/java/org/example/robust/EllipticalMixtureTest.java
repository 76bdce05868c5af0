package org.example.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.data.DataModel;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.DataModelContract;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EllipticalMixtureTest extends DataModelContract {
  private record Point(Sizes sizes, Scaling scaling) implements ComponentContext {}

  private static final Point POINT =
      new Point(new Sizes(12, 10, 10, 10, 10), new Scaling(0.5, 0.74));

  private static EllipticalMixtureFactory.Config config(int df) {
    return new EllipticalMixtureFactory.Config(df, List.of(0.25, 0.75), 1.5);
  }

  /** With 12 degrees of freedom eighth moments are finite, so that errors can be estimated. */
  @Override
  protected DataModel dataModel() {
    return new EllipticalMixtureFactory().create(config(12), POINT);
  }

  @Nested
  class Factory extends ComponentFactoryContract<EllipticalMixtureFactory.Config, DataModel> {
    @Override
    protected ComponentFactory<EllipticalMixtureFactory.Config, DataModel> factory() {
      return new EllipticalMixtureFactory();
    }

    @Override
    protected EllipticalMixtureFactory.Config config() {
      return EllipticalMixtureTest.config(5);
    }
  }

  /**
   * Kurtosis 3 + 6/(df - 4) in every direction: that of Student's t distribution. Standard error:
   * estimated from 40 groups of samples.
   */
  @Test
  void tailsAreThoseOfStudentsDistribution() {
    int groups = 40;
    for (int df : new int[] {13, 20}) {
      Population population =
          new EllipticalPopulation(
              List.of(
                  new MixtureComponent(1, new double[3], new SpikedCovariance(3, 2, List.of()))),
              df);
      double sum = 0;
      double squares = 0;
      for (int g = 0; g < groups; g++) {
        Inputs inputs = population.sample(List.of(5000), RandomStreams.of(1).child("g", g)).get(0);
        double fourth = 0;
        for (int i = 0; i < 5000; i++) {
          fourth += Math.pow(inputs.x().get(i, 0), 4) / 5000;
        }
        sum += fourth / 4; // variance 2
        squares += fourth * fourth / 16;
      }
      double mean = sum / groups;
      double error = Math.sqrt((squares / groups - mean * mean) / (groups - 1));
      assertThat(mean).isCloseTo(3 + 6.0 / (df - 4), within(5 * error));
      assertThat(mean - 3).as("heavier than Gaussian tails").isGreaterThan(5 * error);
    }
  }

  @Test
  void weightsMustSumToOne() {
    assertThatThrownBy(() -> new EllipticalMixtureFactory.Config(5, List.of(0.5, 0.4), 0))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("sum 1");
    assertThatThrownBy(() -> config(2)).hasMessageContaining("df is 2.0 but must be in [3, 10000]");
  }
}
