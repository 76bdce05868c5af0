package io.onestep.engine.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InsufficientResourcesException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.plan.Estimate;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.plan.Point;
import io.onestep.engine.plan.PointProblems;
import io.onestep.engine.spec.DataDraw;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is found out before a run begins about the data of its points, by drawing what their samples
 * are drawn from.
 *
 * @param estimates what a trial needs at each point
 */
public record Rehearsal(List<Estimate> estimates) {
  /** Copies the estimates. */
  public Rehearsal {
    estimates = List.copyOf(estimates);
  }

  /**
   * Draws the population and the rule for labels of each point's first trial, and no sample, and
   * makes sure that models, metrics and generalization errors are such as there are of them, and
   * the population large enough for the samples. Points that share these are drawn once; those that
   * memory does not do for are left out, since a run of them is refused for that.
   *
   * @param experiment the experiment
   * @return what is known of its points
   * @throws InvalidInputException with all that is refused, each with the values at its point
   * @throws InsufficientResourcesException if nothing is refused, but a component would need a
   *     matrix that no array holds; with the values at the first such point
   */
  public static Rehearsal of(Experiment experiment) {
    RandomStreams root = RandomStreams.of(experiment.spec().seed());
    DataDraw draw = experiment.spec().dataDraw();
    PointProblems problems = new PointProblems(experiment.spec().sweep());
    Map<JsonNode, Truth> drawn = new HashMap<>();
    List<Estimate> estimates = new ArrayList<>();
    Optional<InsufficientResourcesException> tooLarge = Optional.empty();
    for (Point point : experiment.points()) {
      if (problems.isEnough()) {
        break;
      }
      try {
        estimates.add(Estimate.of(point));
        if (!Truth.isBeyondMemory(point.spec())) {
          Truth truth = drawn.get(point.populationParts());
          if (truth == null) {
            truth = Truth.draw(point.spec(), DataCache.streams(root, draw, point.index(), 0));
          }
          if (draw == DataDraw.RUN) {
            drawn.put(point.populationParts(), truth);
          }
          truth.require(point.spec());
          estimates.set(
              estimates.size() - 1,
              Estimate.of(
                  point, truth.needsNetwork(point.spec()), truth.predictionMemory(point.spec())));
        }
      } catch (InvalidInputException e) {
        problems.add(point.coordinates(), e);
      } catch (NumericalException e) {
        // not wrong: the trial that comes upon it fails, and the others go on
      } catch (InsufficientResourcesException e) {
        if (tooLarge.isEmpty()) {
          String message = e.getMessage() + problems.place(point.coordinates());
          tooLarge = Optional.of(new InsufficientResourcesException(message, e));
        }
      }
    }
    problems.requireNone();
    if (tooLarge.isPresent()) {
      throw tooLarge.get();
    }
    return new Rehearsal(estimates);
  }
}
