package io.memtracer.host.guest.agent;

import java.nio.ByteBuffer;

/**
 * Told what a program wrote, on the channel's thread: the files in turn, each followed by its
 * contents. All of it is the guest's, and not to be trusted. What it throws ends the telling.
 */
public interface WrittenListener {

  /** The next file. */
  void onEntry(WrittenEntry entry);

  /**
   * A piece of the last file's contents; what is between pieces is zero. The buffer is only valid
   * during the call.
   */
  void onContent(long offset, ByteBuffer bytes);
}
