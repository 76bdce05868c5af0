package io.onestep.engine.trial;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Room;
import java.util.HashMap;
import java.util.Map;

/**
 * The large matrices of a worker's trials, used again by the next trial: a trial needs some hundred
 * megabytes, which would else be cleared, and wait to be collected, in every trial. What they hold
 * at first is whatever the trial before left.
 */
final class Workspace implements Room {
  private final Map<String, double[]> arrays = new HashMap<>();
  private final Map<String, float[]> floatArrays = new HashMap<>();

  @Override
  public Matrix matrix(String name, int rows, int columns) {
    double[] array = arrays.get(name);
    if (array == null || array.length < (long) rows * columns) {
      arrays.remove(name); // let the smaller one go before the larger one is made
      array = Matrix.zeros(rows, columns).data();
      arrays.put(name, array);
    }
    return Matrix.of(rows, columns, array);
  }

  @Override
  public FloatMatrix floatMatrix(String name, int rows, int columns) {
    float[] array = floatArrays.get(name);
    if (array == null || array.length < (long) rows * columns) {
      floatArrays.remove(name);
      array = FloatMatrix.zeros(rows, columns).data();
      floatArrays.put(name, array);
    }
    return FloatMatrix.of(rows, columns, array);
  }
}
