package io.onestep.engine.catalogue;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Loads the classes of one plugin: its own, whatever others or Onestep have under the same name,
 * those of the Java platform, and of Onestep the api alone, which all plugins share. An api that is
 * packed into a plugin is left aside.
 */
final class PluginLoader extends URLClassLoader {
  private static final String API = "io.onestep.api.";
  private static final String NAME_PREFIX = "plugin ";

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader api;

  /** Creates the loader; {@code api} has the classes of the api. */
  PluginLoader(String plugin, List<Path> jars, ClassLoader api) {
    super(
        NAME_PREFIX + plugin,
        jars.stream().map(PluginLoader::url).toArray(URL[]::new),
        ClassLoader.getPlatformClassLoader());
    this.api = api;
  }

  /** What follows "!/" in the address of a jar would be taken for the name of an entry. */
  private static URL url(Path jar) {
    try {
      return new URL(jar.toUri().toString().replace("!", "%21"));
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(jar.toString(), e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith(API) ? api.loadClass(name) : super.loadClass(name, resolve);
  }

  /** Returns the plugin whose loader has a name in stack traces, if it is that of one. */
  static Optional<String> pluginOf(String loader) {
    return loader.startsWith(NAME_PREFIX)
        ? Optional.of(loader.substring(NAME_PREFIX.length()))
        : Optional.empty();
  }

  /** Returns whether a class of the plugin's own of a name is loaded. */
  boolean hasLoaded(String className) {
    Class<?> loaded = findLoadedClass(className);
    return loaded != null && loaded.getClassLoader() == this; // another's may be found through this
  }

  /** Returns whether the plugin has a class of its own of a name. */
  boolean defines(String className) {
    return !className.startsWith(API)
        && findResource(className.replace('.', '/') + ".class") != null;
  }
}
