package io.onestep.api.data;

import java.util.Objects;

/**
 * A file that data came from.
 *
 * @param name its path, or where else it is (inside a jar, say)
 * @param sha256 the SHA-256 digest of its content, 64 hexadecimal digits
 */
public record DataFile(String name, String sha256) {
  /** Validates the form of the digest. */
  public DataFile {
    Objects.requireNonNull(name, "name");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 digest: " + sha256);
    }
  }
}
