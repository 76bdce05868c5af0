package io.onestep.engine.catalogue;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.data.DataModel;
import io.onestep.api.error.MissingComponentException;
import io.onestep.api.model.Equivalent;
import io.onestep.api.network.Learner;
import io.onestep.api.observable.Observable;
import io.onestep.api.readout.Readout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A component that can be had.
 *
 * @param kind its kind
 * @param name its name, unique within the kind
 * @param factory its factory
 * @param jar the file that it came from, or {@code "?"} if that is unknown
 * @param version the version of the jar, or {@code "?"}
 * @param jars the jars that it was loaded from: its own and the libraries of its plugin; empty if
 *     it did not come from a jar
 */
public record CatalogueEntry(
    Kind kind,
    String name,
    ComponentFactory<?, ?> factory,
    String jar,
    String version,
    List<Jar> jars) {
  /** Validates that the factory is one of the kind; copies the list. */
  public CatalogueEntry {
    if (!kind.service().isInstance(factory)) {
      throw new IllegalArgumentException(factory.getClass() + " is no factory of a " + kind);
    }
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(jar, "jar");
    Objects.requireNonNull(version, "version");
    jars = List.copyOf(jars);
  }

  /**
   * Returns what messages call the component.
   *
   * @return for example {@code "readout 'ridge' of learners.jar"}
   */
  public String title() {
    return "%s '%s' of %s".formatted(kind.noun(), name, jar);
  }

  /**
   * Makes the component.
   *
   * @param config a record of the factory's configuration type
   * @param context the point that it is made for
   * @return what the factory makes
   * @throws MissingComponentException if it makes nothing, or what says null or NaN of itself
   */
  public Object create(Record config, ComponentContext context) {
    Object product = create(factory, config, context);
    require("its factory makes", product);
    if (product instanceof Activation activation) {
      require("label gives", activation.label());
      require("kinks gives", activation.kinks());
      if (Arrays.stream(activation.kinks()).anyMatch(Double::isNaN)) {
        throw broken("kinks gives NaN");
      }
      require("pairMoment gives", activation.pairMoment());
    }
    if (product instanceof DataModel model) {
      require("spread gives", model.spread());
    }
    if (product instanceof LinearAlgebra algebra) {
      require("description gives", algebra.description());
    }
    if (product instanceof Learner learner) {
      require("stepSize gives", learner.stepSize());
    }
    if (product instanceof Readout readout) {
      require("label gives", readout.label());
      require("ridgePenalty gives", readout.ridgePenalty());
    }
    if (product instanceof Equivalent model) {
      require("label gives", model.label());
    }
    if (product instanceof Observable metric) {
      require("label gives", metric.label());
    }
    return product;
  }

  private void require(String what, Object given) {
    if (given == null) {
      throw broken(what + " null");
    }
  }

  private MissingComponentException broken(String reason) {
    return new MissingComponentException("%s is broken: %s; mend it".formatted(title(), reason));
  }

  private static <C extends Record> Object create(
      ComponentFactory<C, ?> factory, Record config, ComponentContext context) {
    return factory.create(factory.configType().cast(config), context);
  }
}
