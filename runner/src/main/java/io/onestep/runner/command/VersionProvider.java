package io.onestep.runner.command;

import io.onestep.runner.folder.Provenance;
import picocli.CommandLine.IVersionProvider;

/** The program's version, for {@code --version}. */
public final class VersionProvider implements IVersionProvider {
  /** Creates the provider. */
  public VersionProvider() {}

  @Override
  public String[] getVersion() {
    return new String[] {"onestep " + Provenance.version()};
  }
}
