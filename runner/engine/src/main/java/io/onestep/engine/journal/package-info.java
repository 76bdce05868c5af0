/**
 * Runs that cannot be lost. A {@linkplain io.onestep.engine.journal.RunRecord record} keeps the
 * result of each trial as soon as it is there, and a later run goes on from it. A run's results are
 * a pure function of its {@linkplain io.onestep.engine.journal.RunIdentity identity}, so a run in
 * parts ends with the same bytes as one that was never cut off; a record of another identity is
 * refused.
 *
 * <p>The {@linkplain io.onestep.engine.journal.Journal journal} is a record in the folder {@code
 * journal} of a run's folder:
 *
 * <ul>
 *   <li>{@code trials.log}: a line each for the identity (the first line, there before the file has
 *       its name), for each part of the run, for each trial that is done or has failed for
 *       numerical reasons, and for the end of the run, written once all files of results are there.
 *       A line is a checksum (CRC-32C, 8 hexadecimal digits), a space and JSON. It is forced to the
 *       disk before the trial counts.
 *   <li>{@code lock}: locked by the process that works on the run. The system takes the lock away
 *       when the process ends, however it ends; the file stays.
 * </ul>
 *
 * <p>A wrong last line was cut off while it was written: it is dropped, and its trial done again. A
 * wrong line before the last is damage that no interruption explains, so the journal is refused.
 * The journal stays when the run has finished (it is about as large as the table of trials), and
 * the run's files can be written again from it.
 */
package io.onestep.engine.journal;
