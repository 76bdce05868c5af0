package io.onestep.engine.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.plan.Point;
import io.onestep.engine.plan.PointProblems;
import io.onestep.engine.spec.DataDraw;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds out before a run begins what is wrong with the data of its points, by drawing what their
 * samples are drawn from.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * Draws the population and the rule for labels of each point's first trial, and no sample. Points
   * that share these are drawn once; those that memory does not do for are left out, since a run of
   * them is refused for that.
   *
   * @param experiment the experiment
   * @throws InvalidInputException with all that is refused, each with the values at its point
   */
  public static void of(Experiment experiment) {
    RandomStreams root = RandomStreams.of(experiment.spec().seed());
    DataDraw draw = experiment.spec().dataDraw();
    PointProblems problems = new PointProblems(experiment.spec().sweep());
    Set<JsonNode> drawn = new HashSet<>();
    for (Point point : experiment.points()) {
      if (problems.isEnough()) {
        break;
      }
      if (Truth.isBeyondMemory(point.sizes())
          || draw == DataDraw.RUN && !drawn.add(point.dataParts())) {
        continue;
      }
      try {
        Truth.draw(point.spec(), DataCache.streams(root, draw, point.index(), 0));
      } catch (InvalidInputException e) {
        problems.add(point.coordinates(), e);
      } catch (NumericalException e) {
        // not wrong: the trial that comes upon it fails, and the others go on
      }
    }
    problems.requireNone();
  }
}
