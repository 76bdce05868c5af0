package io.onestep.api.component;

/**
 * Makes components of one kind from a configuration. Implementations are found with {@link
 * java.util.ServiceLoader} under the factory interface of their kind, have a public constructor
 * without arguments, and are stateless; what they make is immutable and stateless too.
 *
 * @param <C> the configuration: a record whose components are the parameters, see {@link
 *     io.onestep.api.parameter.Parameter}
 * @param <T> the product
 */
public interface ComponentFactory<C extends Record, T> {
  /**
   * Returns the name by which specs ask for this component: {@code {"type": "name"}}.
   *
   * @return a name that matches {@code [a-z][a-z0-9-]*}, unique within its kind
   */
  String name();

  /**
   * Returns what the component is, in a line.
   *
   * @return one sentence without a final stop, with a formula where that is shortest
   */
  String summary();

  /**
   * Returns the type of the configuration.
   *
   * @return a record class; see {@link io.onestep.api.parameter.Parameter} for what its components
   *     may be
   */
  Class<C> configType();

  /**
   * Makes a component.
   *
   * @param config the validated configuration
   * @param context the point of the experiment that the component is made for
   * @return the component, immutable
   * @throws io.onestep.api.error.InvalidValueException if the configuration does not fit the point
   * @throws io.onestep.api.error.MissingComponentException if the component can't work here
   */
  T create(C config, ComponentContext context);
}
