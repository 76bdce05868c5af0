package io.onestep.openblas;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import dev.ludovic.netlib.lapack.LAPACK;
import dev.ludovic.netlib.lapack.NativeLAPACK;
import io.onestep.api.error.MissingComponentException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bytedeco.javacpp.Loader;
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
  private static NativeLibrary loaded;

  static synchronized NativeLibrary load() {
    if (loaded == null) {
      try {
        loaded = loadNow();
      } catch (LinkageError | RuntimeException e) {
        throw new MissingComponentException(
            "linear algebra 'openblas' has no native library that works on "
                + Loader.getPlatform()
                + " ("
                + reason(e)
                + "). org.bytedeco:openblas has one for linux-x86_64, linux-arm64, macosx-x86_64,"
                + " macosx-arm64 and windows-x86_64: put its jar for your platform, and that of"
                + " org.bytedeco:javacpp, on the class path. Linear algebra 'java' works"
                + " everywhere, but is slower",
            e);
      }
    }
    return loaded;
  }

  private static NativeLibrary loadNow() {
    Loader.load(openblas_nolapack.class);
    openblas_nolapack.blas_set_num_threads(1);
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
          openblas_nolapack.OPENBLAS_VERSION.trim() + ", one thread a call");
    } finally {
      logger.setLevel(level);
    }
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
