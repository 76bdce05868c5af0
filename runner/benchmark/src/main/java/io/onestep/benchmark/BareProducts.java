package io.onestep.benchmark;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The products that a trial spends most of its time on, and nothing else: pre-activations X F^T and
 * gradient D X, on as many threads as trials have.
 *
 * @param algebra what multiplies
 * @param threads the number of threads
 */
record BareProducts(LinearAlgebra algebra, int threads) {
  /** Operations that each thread does at least while the clock runs: some 0.1 s. */
  private static final double LEAST_WORK = 4e9;

  /** Returns the floating-point operations a second, in double precision. */
  double doubleRate(int n, int k) throws InterruptedException {
    return rate(
        n,
        k,
        () -> {
          Matrix x = filled(n, n);
          Matrix f = filled(k, n);
          Matrix u = filled(n, k);
          Matrix d = filled(k, n);
          Matrix gradient = filled(k, n);
          return () -> {
            algebra.multiplyTransposed(1, x, f, 0, u);
            algebra.multiply(1, d, x, 0, gradient);
          };
        });
  }

  /** Returns the floating-point operations a second, in single precision. */
  double singleRate(int n, int k) throws InterruptedException {
    return rate(
        n,
        k,
        () -> {
          FloatMatrix x = FloatMatrix.of(filled(n, n));
          FloatMatrix f = FloatMatrix.of(filled(k, n));
          FloatMatrix u = FloatMatrix.zeros(n, k);
          FloatMatrix d = FloatMatrix.of(filled(k, n));
          FloatMatrix gradient = FloatMatrix.zeros(k, n);
          return () -> {
            algebra.multiplyTransposed(x, f, u);
            algebra.multiply(d, x, gradient);
          };
        });
  }

  private double rate(int n, int k, Callable<Runnable> products) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Runnable> work = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        work.add(products.call());
      }
      double flops = 4.0 * n * n * k;
      int repetitions = (int) Math.ceil(LEAST_WORK / flops);
      all(pool, work, 1); // warms up
      long start = System.nanoTime();
      all(pool, work, repetitions);
      double seconds = (System.nanoTime() - start) / 1e9;
      return threads * repetitions * flops / seconds;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a product failed", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static void all(ExecutorService pool, List<Runnable> work, int repetitions)
      throws InterruptedException, ExecutionException {
    List<Future<?>> running = new ArrayList<>();
    for (Runnable products : work) {
      running.add(
          pool.submit(
              () -> {
                for (int i = 0; i < repetitions; i++) {
                  products.run();
                }
              }));
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  private static Matrix filled(int rows, int columns) {
    Matrix matrix = Matrix.zeros(rows, columns);
    Arrays.fill(matrix.data(), 0.5);
    return matrix;
  }
}
