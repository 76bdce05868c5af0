package io.onestep.datamodels.target;

import io.onestep.api.data.Inputs;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.Labelling;
import io.onestep.api.random.RandomStream;
import java.util.List;
import java.util.Optional;

/**
 * Labels that tell the component: y | c = labels[c].
 *
 * @param labels a finite label for each component
 */
public record ClassLabels(List<Double> labels) implements Labelling {
  /** Keeps a copy and validates that the labels are finite. */
  public ClassLabels {
    labels = List.copyOf(labels);
    for (double label : labels) {
      if (!Double.isFinite(label)) {
        throw new IllegalArgumentException("a label is finite, not " + label);
      }
    }
  }

  @Override
  public double[] label(Inputs inputs, RandomStream noise) {
    double[] y = new double[inputs.component().length];
    for (int i = 0; i < y.length; i++) {
      y[i] = labels.get(inputs.component()[i]);
    }
    return y;
  }

  @Override
  public Optional<LabelLaw> law() {
    return Optional.of(new LabelLaw.ComponentLabels(labels));
  }
}
