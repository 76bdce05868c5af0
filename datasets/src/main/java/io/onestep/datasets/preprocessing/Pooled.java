package io.onestep.datasets.preprocessing;

import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.InputClass;
import io.onestep.datasets.moments.SampleMoments;
import java.util.List;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** Covariances of all classes, each class counted once. */
final class Pooled {
  private Pooled() {}

  /** Returns the mean of the classes' covariances, each about the class's own mean. */
  static RealMatrix covariance(ClassedInputs inputs) {
    List<InputClass> classes = inputs.classes();
    RealMatrix sum = new SampleMoments(classes.get(0)).covariance();
    for (InputClass each : classes.subList(1, classes.size())) {
      sum = sum.add(new SampleMoments(each).covariance());
    }
    return sum.scalarMultiply(1.0 / classes.size());
  }

  /** Returns the same about the middle of the classes' means: with the spread of the means. */
  static RealMatrix totalCovariance(ClassedInputs inputs) {
    List<RealVector> means =
        inputs.classes().stream()
            .<RealVector>map(c -> new ArrayRealVector(new SampleMoments(c).mean()))
            .toList();
    RealVector middle =
        means.stream().reduce(RealVector::add).orElseThrow().mapDivide(means.size());
    RealMatrix total = covariance(inputs);
    for (RealVector mean : means) {
      RealVector deviation = mean.subtract(middle);
      total = total.add(deviation.outerProduct(deviation).scalarMultiply(1.0 / means.size()));
    }
    return total;
  }
}
