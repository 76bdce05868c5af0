package io.onestep.engine.catalogue;

import io.onestep.api.error.MissingComponentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * A jar that components were loaded from.
 *
 * @param name its file name; with the folder of its plugin, if that is a folder
 * @param path where it is
 */
public record Jar(String name, Path path) {
  /** Validates that both are there. */
  public Jar {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(path, "path");
  }

  /**
   * Computes the SHA-256 digest of the file as it is now.
   *
   * @return 64 hexadecimal digits
   * @throws MissingComponentException if the file can't be read any more
   */
  public String sha256() {
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new MissingComponentException(
          "the jar " + path + " can't be read any more: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the file, or the folder of classes, that a class was loaded from, if it is known. */
  static Optional<Path> fileOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null || source.getLocation() == null
          ? Optional.empty()
          : Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | RuntimeException e) {
      return Optional.empty(); // not a file
    }
  }
}
