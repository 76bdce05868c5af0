package io.onestep.engine.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.execution.Task;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.plan.Point;
import io.onestep.engine.spec.DataDraw;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The data of a run's trials. Data are a pure function of the seed and of the parts of the spec
 * that they depend on, so keeping those last used changes no number, only the time.
 */
final class DataCache {
  /** Two, since two workers may be at two points. */
  private static final int KEPT = 2;

  private record Key(DataDraw draw, long point, JsonNode parts) {}

  private final RandomStreams root;

  private final Map<Key, TrialData> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, TrialData> eldest) {
          return size() > KEPT;
        }
      };

  DataCache(RandomStreams root) {
    this.root = root;
  }

  TrialData get(Point point, Task task, TrialClock clock) {
    DataDraw draw = point.spec().dataDraw();
    RandomStreams timed = new TimedStreams(streams(root, draw, point.index(), task.trial()), clock);
    if (draw == DataDraw.TRIAL) {
      return TrialData.draw(point.spec(), timed);
    }
    Key key = new Key(draw, draw == DataDraw.RUN ? 0 : point.index(), point.dataParts());
    synchronized (this) {
      // A second worker that needs the same data waits here rather than drawing them again.
      TrialData data = kept.get(key);
      if (data == null) {
        data = TrialData.draw(point.spec(), timed);
        kept.put(key, data);
      }
      return data;
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
