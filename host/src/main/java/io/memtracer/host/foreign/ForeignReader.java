package io.memtracer.host.foreign;

import java.io.IOException;

/** Reads accesses out of a file of another program. Used by one thread. */
interface ForeignReader {

  /** The most records that come of one piece of a file. */
  int MOST_RECORDS = 6;

  /**
   * Reads the next piece, a line or an instruction; nothing is allocated for it.
   *
   * @param words where each record's word goes
   * @param addresses where its address goes
   * @param at where the first goes; there is room for {@link #MOST_RECORDS}
   * @return how many accesses are in it; -1 if there is no more
   * @throws MalformedException if it can't be one of that format
   */
  int read(long[] words, long[] addresses, int at) throws IOException;
}
