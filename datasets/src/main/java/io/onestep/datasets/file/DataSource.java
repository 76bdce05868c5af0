package io.onestep.datasets.file;

import io.onestep.api.data.DataFile;
import io.onestep.api.error.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** A file, or a resource that is bundled with the program. Each call reads it anew. */
public final class DataSource {
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final Opening opening;

  private DataSource(String name, Opening opening) {
    this.name = name;
    this.opening = opening;
  }

  private interface Opening {
    InputStream open() throws IOException;
  }

  /**
   * What is made of the content.
   *
   * @param <T> the result
   */
  @FunctionalInterface
  public interface Reading<T> {
    /**
     * Reads the content.
     *
     * @param content the content, buffered; closed by the caller
     * @return the result
     * @throws IOException if the content can't be read
     */
    T from(InputStream content) throws IOException;
  }

  /**
   * Returns a file.
   *
   * @param path the file; it need not exist yet
   * @return the source, by the name of its path
   */
  public static DataSource of(Path path) {
    return new DataSource(path.toString(), () -> Files.newInputStream(path));
  }

  /**
   * Returns a resource.
   *
   * @param owner a class beside which the resource stands
   * @param resource the resource's file name
   * @return the source, by the name {@code bundled:resource}
   */
  public static DataSource bundled(Class<?> owner, String resource) {
    return new DataSource(
        "bundled:" + resource,
        () -> Objects.requireNonNull(owner.getResourceAsStream(resource), resource));
  }

  /**
   * Returns the source's name.
   *
   * @return a path, or {@code bundled:} and a file's name
   */
  public String name() {
    return name;
  }

  /**
   * Reads the source.
   *
   * @param <T> the result
   * @param reading what is made of the content
   * @return what was made of it
   * @throws InvalidInputException if the source is missing or can't be read
   */
  public <T> T read(Reading<T> reading) {
    try (InputStream content = new BufferedInputStream(opening.open(), BUFFER)) {
      return reading.from(content);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(name, "there is no such file");
    } catch (IOException e) {
      throw new InvalidInputException(name, "the file cannot be read: " + e.getMessage());
    }
  }

  /**
   * Returns the source with the digest of its content.
   *
   * @return name and SHA-256
   * @throws InvalidInputException if the source is missing or can't be read
   */
  public DataFile describe() {
    return new DataFile(
        name,
        read(
            content -> {
              MessageDigest digest = sha256();
              new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
              return HexFormat.of().formatHex(digest.digest());
            }));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Makes sure that the source is a certain file.
   *
   * @param sha256 the digest of that file
   * @throws InvalidInputException if the source is another file, missing, or can't be read
   */
  public void require(String sha256) {
    String found = describe().sha256();
    if (!found.equals(sha256)) {
      throw new InvalidInputException(
          name, "expected the SHA-256 digest " + sha256 + ", found " + found);
    }
  }
}
