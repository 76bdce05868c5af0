package io.onestep.api.data;

import java.util.List;

/**
 * A finite set of classed inputs, such as images. Making one reads nothing: files are looked for
 * and read by the methods, so that a spec can be read where its data are not.
 */
public interface Dataset {
  /**
   * Reads all of it.
   *
   * @return the inputs of all classes
   * @throws io.onestep.api.error.InvalidInputException if a file is missing, unreadable or not what
   *     it should be
   */
  ClassedInputs load();

  /**
   * Returns the files that it is read from.
   *
   * @return the files, in the order of reading; empty if it comes from no file
   * @throws io.onestep.api.error.InvalidInputException if a file is missing or unreadable
   */
  List<DataFile> files();
}
