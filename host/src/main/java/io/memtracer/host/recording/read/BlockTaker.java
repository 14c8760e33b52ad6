package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.BlockHeader;
import java.io.IOException;

/** Takes the blocks of a trace, unpacked. */
@FunctionalInterface
public interface BlockTaker {

  /**
   * Takes one.
   *
   * @param contents unpacked; to be used before this returns
   * @param length how many bytes of them count
   */
  void take(BlockHeader header, byte[] contents, int length) throws IOException;
}
