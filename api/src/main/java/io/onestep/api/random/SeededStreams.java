package io.onestep.api.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Streams keyed by the first 64 bits of the SHA-256 digest of their path. Equal paths give equal
 * streams; a digest makes the keys of different paths unrelated, whatever the paths look like.
 *
 * <p>The key is a long and not the whole digest, since seeding a generator with bytes loses most of
 * them on Java 17 (JDK-8282144: a negative byte overwrites those before it).
 */
final class SeededStreams implements RandomStreams {
  private static final RandomGeneratorFactory<RandomGenerator> GENERATOR =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final String path;

  SeededStreams(String path) {
    this.path = path;
  }

  @Override
  public RandomStreams child(String name, long index) {
    return new SeededStreams(path + "/" + requireName(name) + "=" + index);
  }

  @Override
  public RandomStream stream(String name) {
    RandomGenerator generator = GENERATOR.create(key(path + "/" + requireName(name)));
    return new Stream(generator);
  }

  private static String requireName(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isEmpty() || name.contains("/") || name.contains("=")) {
      throw new IllegalArgumentException("the name of a stream has no '/' and no '=': " + name);
    }
    return name;
  }

  private static long key(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private record Stream(RandomGenerator generator) implements RandomStream {
    @Override
    public long nextLong() {
      return generator.nextLong();
    }

    @Override
    public int nextInt() {
      return generator.nextInt();
    }

    @Override
    public double nextGaussian() {
      return Ziggurat.next(generator);
    }
  }
}
