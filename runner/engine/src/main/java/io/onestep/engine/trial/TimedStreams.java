package io.onestep.engine.trial;

import io.onestep.api.execution.Phase;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;

/** Random streams that charge the time of their block method to a clock. */
record TimedStreams(RandomStreams streams, TrialClock clock) implements RandomStreams {
  @Override
  public RandomStreams child(String name, long index) {
    return new TimedStreams(streams.child(name, index), clock);
  }

  @Override
  public RandomStream stream(String name) {
    return new TimedStream(streams.stream(name), clock);
  }

  private record TimedStream(RandomStream stream, TrialClock clock) implements RandomStream {
    @Override
    public long nextLong() {
      return stream.nextLong();
    }

    @Override
    public int nextInt() {
      return stream.nextInt();
    }

    @Override
    public double nextGaussian() {
      return stream.nextGaussian(); // not timed: a clock costs more than a number
    }

    @Override
    public void fillGaussian(double[] values, int from, int to) {
      if (values == null || from < 0 || from > to || to > values.length) {
        throw WrongCall.of("fillGaussian", values, from, to);
      }
      clock.time(Phase.RANDOM_NUMBERS, () -> stream.fillGaussian(values, from, to));
    }
  }
}
