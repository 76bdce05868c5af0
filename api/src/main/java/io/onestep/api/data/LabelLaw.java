package io.onestep.api.data;

import io.onestep.api.parameter.Range;
import java.util.Arrays;
import java.util.List;

/**
 * The law of labels given the component and the input: what predictions need to know of a rule for
 * labels.
 */
public sealed interface LabelLaw {
  /**
   * Returns the indices that labels depend on inputs through.
   *
   * @return the indices; empty if labels depend on the component alone
   */
  List<Index> indices();

  /**
   * Labels that are a sum of functions of projections: y = sum_j a_j s_j(xi_j^T x) + delta eps, eps
   * ~ N(0, 1).
   *
   * @param indices the terms of the sum; at least one
   * @param noise the standard deviation delta of the label noise, at least 0
   */
  record IndexSum(List<Index> indices, double noise) implements LabelLaw {
    /** Copies the list and validates the noise. */
    public IndexSum {
      indices = List.copyOf(indices);
      if (indices.isEmpty()) {
        throw new IllegalArgumentException("a sum over indices has at least one");
      }
      Range.parse("[0, inf)").require("noise", noise);
    }
  }

  /**
   * Labels that are a product of functions of projections: y = prod_j a_j s_j(xi_j^T x) + delta
   * eps, eps ~ N(0, 1).
   *
   * @param indices the factors, 2 or 3: their moments are integrals over so many dimensions
   * @param noise the standard deviation delta of the label noise, at least 0
   */
  record IndexProduct(List<Index> indices, double noise) implements LabelLaw {
    /** The most factors. */
    public static final int MOST = 3;

    /** Copies the list and validates its size and the noise. */
    public IndexProduct {
      indices = List.copyOf(indices);
      if (indices.size() < 2 || indices.size() > MOST) {
        throw new IllegalArgumentException(
            "a product over indices has 2 to " + MOST + ", not " + indices.size());
      }
      Range.parse("[0, inf)").require("noise", noise);
    }
  }

  /**
   * Labels that tell the component: y | c = labels[c].
   *
   * @param labels a label for each component
   */
  record ComponentLabels(List<Double> labels) implements LabelLaw {
    /** Copies the list. */
    public ComponentLabels {
      labels = List.copyOf(labels);
    }

    @Override
    public List<Index> indices() {
      return List.of();
    }

    /**
     * Returns whether all labels are +1 or -1, so that the sign of a prediction is a class.
     *
     * @return whether they are
     */
    public boolean areSigns() {
      return labels.stream().allMatch(label -> Math.abs(label) == 1);
    }
  }

  /**
   * Returns labels of single-index form, y = s(xi^T x) + delta eps.
   *
   * @param index the index
   * @param noise the standard deviation delta of the label noise, at least 0
   * @return the law
   */
  static LabelLaw singleIndex(Index index, double noise) {
    return new IndexSum(Arrays.asList(index), noise);
  }
}
