package io.onestep.engine.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.plan.Point;
import io.onestep.engine.plan.PointProblems;
import io.onestep.engine.spec.DataDraw;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is found out before a run begins about the data of its points, by drawing what their samples
 * are drawn from.
 *
 * @param untrained the indices of the points whose trials train no network
 */
public record Rehearsal(Set<Integer> untrained) {
  /** Copies the set. */
  public Rehearsal {
    untrained = Set.copyOf(untrained);
  }

  /**
   * Draws the population and the rule for labels of each point's first trial, and no sample. Points
   * that share these are drawn once; those that memory does not do for are left out, since a run of
   * them is refused for that.
   *
   * @param experiment the experiment
   * @return what is known of its points
   * @throws InvalidInputException with all that is refused, each with the values at its point
   */
  public static Rehearsal of(Experiment experiment) {
    RandomStreams root = RandomStreams.of(experiment.spec().seed());
    DataDraw draw = experiment.spec().dataDraw();
    PointProblems problems = new PointProblems(experiment.spec().sweep());
    Map<JsonNode, Truth> drawn = new HashMap<>();
    Set<Integer> untrained = new HashSet<>();
    for (Point point : experiment.points()) {
      if (problems.isEnough()) {
        break;
      }
      if (Truth.isBeyondMemory(point.spec())) {
        continue;
      }
      try {
        Truth truth = drawn.get(point.dataParts());
        if (truth == null) {
          truth = Truth.draw(point.spec(), DataCache.streams(root, draw, point.index(), 0));
        }
        if (draw == DataDraw.RUN) {
          drawn.put(point.dataParts(), truth);
        }
        if (!truth.needsNetwork(point.spec())) {
          untrained.add(point.index());
        }
      } catch (InvalidInputException e) {
        problems.add(point.coordinates(), e);
      } catch (NumericalException e) {
        // not wrong: the trial that comes upon it fails, and the others go on
      }
    }
    problems.requireNone();
    return new Rehearsal(untrained);
  }
}
