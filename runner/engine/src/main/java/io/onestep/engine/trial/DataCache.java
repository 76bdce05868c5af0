package io.onestep.engine.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.execution.Task;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.plan.Point;
import io.onestep.engine.spec.DataDraw;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;

/**
 * The data of a run's trials. Data are a pure function of the seed and of the parts of the spec
 * that they depend on, so keeping those last used changes no number, only the time. New ones take
 * the place of those that no trial uses any more.
 */
final class DataCache {
  /** Two, since two workers may be at two points. */
  private static final int KEPT = 2;

  private record Key(DataDraw draw, long point, JsonNode parts) {}

  private final RandomStreams root;

  /** Ordered by their last use, the latest at the end. */
  private final Map<Key, Drawn> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

  /** Rooms whose data are needed no more. */
  private final Queue<Workspace> free = new ArrayDeque<>();

  DataCache(RandomStreams root) {
    this.root = root;
  }

  /** Data and where they are; guarded by the cache. */
  private static final class Drawn {
    private final Workspace room;
    private final TrialData data;
    private boolean kept;
    private int users = 1;

    Drawn(Workspace room, TrialData data, boolean kept) {
      this.room = room;
      this.data = data;
      this.kept = kept;
    }
  }

  /**
   * Does some work on the data of a trial.
   *
   * @param work the work, after which the data are gone
   */
  <T> T use(Point point, Task task, TrialClock clock, Function<TrialData, T> work) {
    DataDraw draw = point.spec().dataDraw();
    RandomStreams timed = new TimedStreams(streams(root, draw, point.index(), task.trial()), clock);
    Drawn drawn =
        draw == DataDraw.TRIAL
            ? draw(point, timed, false)
            : kept(
                new Key(draw, draw == DataDraw.RUN ? 0 : point.index(), point.dataParts()),
                point,
                timed);
    try {
      return work.apply(drawn.data);
    } finally {
      release(drawn);
    }
  }

  /** A second worker that needs the same data waits here rather than drawing them again. */
  private synchronized Drawn kept(Key key, Point point, RandomStreams streams) {
    Drawn drawn = kept.get(key);
    if (drawn == null) {
      for (Iterator<Drawn> eldest = kept.values().iterator(); kept.size() >= KEPT; ) {
        Drawn old = eldest.next();
        eldest.remove();
        old.kept = false;
        freeIfUnused(old);
      }
      drawn = draw(point, streams, true);
      kept.put(key, drawn);
    } else {
      drawn.users++;
    }
    return drawn;
  }

  private Drawn draw(Point point, RandomStreams streams, boolean kept) {
    Workspace room = room();
    // Where data cannot be drawn, the room goes, as it may have become too large.
    return new Drawn(room, TrialData.draw(point.spec(), streams, room), kept);
  }

  private synchronized Workspace room() {
    Workspace room = free.poll();
    return room == null ? new Workspace() : room;
  }

  private synchronized void release(Drawn drawn) {
    drawn.users--;
    freeIfUnused(drawn);
  }

  private void freeIfUnused(Drawn drawn) {
    if (!drawn.kept && drawn.users == 0) {
      free.add(drawn.room);
    }
  }

  /** Returns the randomness of the data of a trial at a point. */
  static RandomStreams streams(RandomStreams root, DataDraw draw, int point, int trial) {
    return switch (draw) {
      case RUN -> root.child("data", 0);
      case POINT -> root.child("point", point).child("data", 0);
      case TRIAL -> root.child("point", point).child("trial", trial).child("data", 0);
    };
  }
}
