package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.data.DataModel;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.random.RandomStreams;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every data model keeps to, and every population that it draws: a population depends on the
 * streams alone.
 */
public abstract class DataModelContract extends PopulationContract {
  private static final RandomStreams STREAMS = RandomStreams.of(7);

  /** Creates the contract. */
  protected DataModelContract() {}

  /**
   * Returns the data model under test.
   *
   * @return the data model
   */
  protected abstract DataModel dataModel();

  /** The population that is tested against {@link PopulationContract}. */
  @Override
  protected final Population population() {
    return dataModel().draw(STREAMS);
  }

  @Test
  final void equalStreamsGiveEqualPopulations() {
    DataModel model = dataModel();
    Population once = model.draw(STREAMS);
    model.draw(STREAMS.child("other", 1)); // leaves nothing behind
    assertEqual(model.draw(STREAMS), once);
    assertEqual(dataModel().draw(STREAMS), once);
  }

  private static void assertEqual(Population actual, Population expected) {
    double[] v = STREAMS.stream("direction").gaussians(expected.dimension());
    assertThat(actual.dimension()).isEqualTo(expected.dimension());
    List<MixtureComponent> components = expected.components();
    assertThat(actual.components()).hasSameSizeAs(components);
    for (int c = 0; c < components.size(); c++) {
      MixtureComponent component = actual.components().get(c);
      assertThat(component.weight()).isEqualTo(components.get(c).weight());
      assertThat(component.mean()).isEqualTo(components.get(c).mean());
      assertThat(component.covariance().multiply(v))
          .isEqualTo(components.get(c).covariance().multiply(v));
    }
  }

  @Test
  final void filesAreTheSameEachTime() {
    assertThat(dataModel().sources()).isEqualTo(dataModel().sources()).doesNotHaveDuplicates();
  }
}
