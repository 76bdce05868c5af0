/**
 * Linear algebra on OpenBLAS, the native library, without copying an operand: netlib's JNI classes
 * hand Java arrays to it as they are. It reads matrices by columns, so a row-major matrix is to it
 * the transpose, and C = A B is computed as C^T = B^T A^T.
 *
 * <p>Each call runs on one thread. Trials run in parallel instead: OpenBLAS with a thread a core
 * slows down manyfold as soon as another process keeps a core busy. Before Java 22, a garbage
 * collection waits until the calls under way have ended, so workers should reuse large matrices.
 */
package io.onestep.openblas;
