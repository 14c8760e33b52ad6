package io.memtracer.host.recording.write;

import io.memtracer.host.recording.format.Asides;
import io.memtracer.host.recording.format.Codec;
import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.format.Kind;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.RunEnd;
import io.memtracer.host.recording.format.RunStart;
import io.memtracer.host.recording.format.Sink;
import io.memtracer.host.recording.format.Texts;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A recorded trace while it is written: how the run began, chunks, and what is known in the end.
 *
 * <p>Not thread-safe.
 */
final class RecordingFile implements AutoCloseable {

  private final TargetFile file;
  private final Codec codec;
  private final BlockWriter blocks;
  private long records;
  private boolean finished;

  private RecordingFile(final TargetFile file, final Codec codec, final RunStart start)
      throws IOException {
    this.file = file;
    this.codec = codec;
    blocks = new BlockWriter(file, codec);
    write(Kind.RUN, start);
  }

  /**
   * Begins it.
   *
   * @param file closed with it
   * @throws TraceException if not even its beginning can be written
   */
  static RecordingFile begin(
      final TargetFile file, final Compression compression, final RunStart start) {
    Codec codec = null;
    try {
      codec = Codec.of(compression);
      return new RecordingFile(file, codec, start);
    } catch (IOException e) {
      giveUp(file, codec);
      throw TraceException.environment(
          "can't write the recording %s: %s".formatted(file.path(), e), e);
    } catch (TraceException e) {
      giveUp(file, codec);
      throw e;
    }
  }

  private static void giveUp(final TargetFile file, final Codec codec) {
    if (codec != null) {
      codec.close();
    }
    try {
      file.remove();
    } catch (IOException e) {
      // It is being said that it can't be written.
      return;
    }
  }

  Path path() {
    return file.path();
  }

  /** How many records are in it. */
  long records() {
    return records;
  }

  /** Bytes of it so far. */
  long bytes() {
    return blocks.bytes();
  }

  /**
   * Appends a chunk.
   *
   * @param kind of the chunks that there are
   * @throws IOException if it can't be written: then the file ends before it
   */
  void chunk(final Kind kind, final Sink body, final int count) throws IOException {
    blocks.write(kind, body.bytes(), body.length(), records, count);
    records += count;
  }

  private void write(final Kind kind, final Record said) throws IOException {
    final byte[] text = Texts.write(said);
    blocks.write(kind, text, text.length, records, 0);
  }

  /** Completes it; of what else is known, what is larger than a block can be is left out. */
  void finish(final RunEnd end, final Asides asides) throws IOException {
    finished = true;
    for (final Map.Entry<Kind, Record> aside : asides.byKind().entrySet()) {
      final byte[] text = Texts.write(aside.getValue());
      if (text.length <= Layout.MAX_BLOCK_BYTES) {
        blocks.write(aside.getKey(), text, text.length, records, 0);
      }
    }
    write(Kind.END, end);
    blocks.finish();
  }

  /** Ends it. A file in which no record is, since the run never began, is removed. */
  @Override
  public void close() {
    codec.close();
    try {
      if (!finished && records == 0) {
        file.remove();
      }
      file.close();
    } catch (IOException e) {
      throw TraceException.environment(
          "can't close the recording %s: %s".formatted(file.path(), e), e);
    }
  }
}
