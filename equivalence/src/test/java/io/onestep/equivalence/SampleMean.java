package io.onestep.equivalence;

/** The mean of numbers with its standard error. */
public final class SampleMean {
  private double sum;
  private double squares;
  private int count;

  public void add(double value) {
    sum += value;
    squares += value * value;
    count++;
  }

  public double mean() {
    return sum / count;
  }

  public double standardError() {
    double variance = Math.max(0, squares / count - mean() * mean()) * count / (count - 1);
    return Math.sqrt(variance / count);
  }
}
