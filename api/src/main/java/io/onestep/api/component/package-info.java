/**
 * How parts of an experiment are named, configured and made.
 *
 * <p>A plugin consists of an implementation of a factory interface (such as {@link
 * io.onestep.api.activation.ActivationFactory}), a configuration record and a file under {@code
 * META-INF/services}:
 *
 * <pre>{@code
 * public final class SineFactory implements ActivationFactory<SineFactory.Config> {
 *   public record Config(
 *       @Parameter(value = "angular frequency", defaultValue = "1", range = "(0, inf)")
 *       double frequency) {
 *     public Config {
 *       Range.parse("(0, inf)").require("frequency", frequency);
 *     }
 *   }
 *   public String name() { return "sine"; }
 *   public String summary() { return "sin(frequency u)"; }
 *   public Class<Config> configType() { return Config.class; }
 *   public Activation create(Config config, ComponentContext context) {
 *     return new Sine(config.frequency());
 *   }
 * }
 * }</pre>
 */
package io.onestep.api.component;
