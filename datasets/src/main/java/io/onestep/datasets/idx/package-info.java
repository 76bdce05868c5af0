/**
 * The IDX format of MNIST and its relatives: a header of big-endian 32-bit numbers (a magic number
 * that tells the type of the elements and the number of dimensions, then the size of each
 * dimension), and the elements in row-major order. Source: LeCun, Cortes and Burges, "The MNIST
 * database of handwritten digits", section "File formats".
 */
package io.onestep.datasets.idx;
