package io.onestep.engine.journal;

import java.util.Objects;

/**
 * A jar that components of a run come from.
 *
 * @param name its file name; with the folder of its plugin, if that is a folder
 * @param version its version, or {@code "?"}
 * @param sha256 the SHA-256 digest of its content, 64 hexadecimal digits; empty for a folder of
 *     classes, as while this program is developed, whose changes are not noticed
 */
public record JarDigest(String name, String version, String sha256) {
  /** Validates the form of the digest. */
  public JarDigest {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    if (!sha256.matches("([0-9a-f]{64})?")) {
      throw new IllegalArgumentException("not a SHA-256 digest: " + sha256);
    }
  }
}
