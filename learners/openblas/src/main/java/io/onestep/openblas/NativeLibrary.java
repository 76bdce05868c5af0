package io.onestep.openblas;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import dev.ludovic.netlib.lapack.LAPACK;
import dev.ludovic.netlib.lapack.NativeLAPACK;
import io.onestep.api.error.MissingComponentException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * OpenBLAS, loaded once a process and set to one thread.
 *
 * <p>JavaCPP extracts the library and loads it; netlib's JNI classes are then told its path, so
 * that they use the same copy. It must be the copy of JavaCPP's preset {@code openblas_nolapack}
 * (the whole library, LAPACK included, under that name): the other presets load a second copy
 * beside it, and the number of threads would be set in one and the numbers computed by the other.
 *
 * @param blas BLAS
 * @param lapack LAPACK
 * @param description what was loaded
 */
record NativeLibrary(BLAS blas, LAPACK lapack, String description) {
  /** What {@code blas_get_vendor} says if it has found OpenBLAS. */
  private static final int OPENBLAS = 2;

  /** The sets of kernels for processors in OpenBLAS for x86-64 (its file dynamic.c). */
  private static final List<String> KERNELS =
      List.of(
          "PRESCOTT",
          "CORE2",
          "NEHALEM",
          "BARCELONA",
          "SANDYBRIDGE",
          "BULLDOZER",
          "PILEDRIVER",
          "STEAMROLLER",
          "EXCAVATOR",
          "HASWELL",
          "ZEN",
          "SKYLAKEX",
          "COOPERLAKE",
          "SAPPHIRERAPIDS");

  private static NativeLibrary loaded;

  static synchronized NativeLibrary load() {
    if (loaded == null) {
      try {
        loaded = loadNow();
      } catch (LinkageError | RuntimeException e) {
        throw new MissingComponentException(
            "the linear algebra 'openblas' found no native library for %s that works: %s. Its jar"
                    .formatted(Loader.getPlatform(), reason(e))
                + " org.bytedeco:openblas exists for linux-x86_64, linux-arm64, macosx-x86_64,"
                + " macosx-arm64 and windows-x86_64; the one of this platform, and that of"
                + " org.bytedeco:javacpp, must be on the class path. The linear algebra 'java'"
                + " works everywhere, but is slower",
            e);
      }
    }
    return loaded;
  }

  private static NativeLibrary loadNow() {
    Loader.load(openblas_nolapack.class);
    openblas_nolapack.blas_set_num_threads(1);
    if (openblas_nolapack.blas_get_vendor() != OPENBLAS) {
      throw new IllegalStateException("openblas_set_num_threads was not found");
    }
    String path =
        Loader.getLoadedLibraries().entrySet().stream()
            .filter(library -> library.getKey().matches("(lib)?openblas_nolapack(@.*)?"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("JavaCPP loaded another library"))
            .getValue();
    System.setProperty("dev.ludovic.netlib.blas.nativeLibPath", path);
    System.setProperty("dev.ludovic.netlib.lapack.nativeLibPath", path);
    // netlib reports on standard error, at level INFO, which implementation it has chosen.
    Logger logger = Logger.getLogger("dev.ludovic.netlib");
    Level level = logger.getLevel();
    logger.setLevel(Level.WARNING);
    try {
      return new NativeLibrary(
          NativeBLAS.getInstance(),
          NativeLAPACK.getInstance(),
          "%s (%s), one thread a call"
              .formatted(openblas_nolapack.OPENBLAS_VERSION.trim(), processor()));
    } finally {
      logger.setLevel(level);
    }
  }

  /**
   * Names the kernels that OpenBLAS has chosen for this processor, since the last bits of results
   * depend on them, or else the platform. Its variable {@code gotoblas} points to one of its tables
   * {@code gotoblas_ZEN} and so on. ({@code openblas_get_corename} is only in a preset that would
   * load a second copy of the library.)
   */
  private static String processor() {
    Pointer chosen = Loader.addressof("gotoblas");
    if (chosen != null) {
      long table = new LongPointer(chosen).get();
      for (String name : KERNELS) {
        Pointer candidate = Loader.addressof("gotoblas_" + name);
        if (candidate != null && candidate.address() == table) {
          return name;
        }
      }
    }
    return Loader.getPlatform();
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).replaceFirst("\\.$", "");
  }
}
