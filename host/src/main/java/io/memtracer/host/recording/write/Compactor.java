package io.memtracer.host.recording.write;

import io.memtracer.host.recording.format.BlockHeader;
import io.memtracer.host.recording.format.Codec;
import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.status.TraceException;
import java.io.IOException;

/**
 * Writes a recorded trace anew, packed another way; what the blocks say stays as it is. Until
 * {@link #finish} the file doesn't look like a whole one.
 *
 * <p>Not thread-safe.
 */
public final class Compactor implements AutoCloseable {

  private final TargetFile file;
  private final Codec codec;
  private final BlockWriter blocks;
  private boolean finished;

  /**
   * Begins it.
   *
   * @param file closed with it, and removed if it isn't finished
   * @throws TraceException if it can't be written
   */
  public Compactor(final TargetFile file, final Compression compression) {
    this.file = file;
    codec = Codec.of(compression);
    try {
      blocks = new BlockWriter(file, codec);
    } catch (IOException e) {
      close();
      throw cannotWrite(e);
    }
  }

  /** Appends a block. */
  public void add(final BlockHeader header, final byte[] contents, final int length) {
    try {
      blocks.write(header.kind(), contents, length, header.firstRecord(), header.records());
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /**
   * Completes it.
   *
   * @return how many bytes it has
   */
  public long finish() {
    try {
      blocks.finish();
      finished = true;
      return blocks.bytes();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private TraceException cannotWrite(final IOException e) {
    return TraceException.environment("can't write %s: %s".formatted(file.path(), e), e);
  }

  @Override
  public void close() {
    codec.close();
    try {
      if (!finished) {
        file.remove();
      }
      file.close();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }
}
