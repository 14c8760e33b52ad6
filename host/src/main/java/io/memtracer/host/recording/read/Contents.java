package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.BlockHeader;
import io.memtracer.host.recording.format.Checksum;
import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Kind;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which blocks a file has, as far as they are whole: what is behind the first that isn't, doesn't
 * count.
 *
 * @param run how the run began
 * @param chunks its records, in order
 * @param all every block up to the index, that included
 * @param asides what nobody needs to read the records; of each kind the last
 * @param end how the run ended
 * @param broken where and why it isn't a whole file; empty if it is
 */
record Contents(
    Block run,
    List<Block> chunks,
    List<Block> all,
    Map<Kind, Block> asides,
    Optional<Block> end,
    Optional<String> broken) {

  /** Whether all chunks tell where in physical memory accesses went. */
  boolean tellsPages() {
    return !chunks.isEmpty()
        && chunks.stream().allMatch(chunk -> chunk.header().kind() == Kind.PAGED_CHUNK.number());
  }

  /** How many records are in the chunks. */
  long records() {
    return chunks.isEmpty() ? 0 : endOf(chunks.get(chunks.size() - 1));
  }

  private static long endOf(final Block chunk) {
    return chunk.header().firstRecord() + chunk.header().records();
  }

  /**
   * Looks at the headers of all blocks.
   *
   * @throws DamagedException if there isn't even the first one
   */
  static Contents of(final RecordedFile file) throws IOException {
    return new Walk(file).contents();
  }

  /** From block to block. */
  private static final class Walk {

    private final RecordedFile file;
    private final List<Block> chunks = new ArrayList<>();
    private final List<Block> all = new ArrayList<>();
    private final Map<Kind, Block> asides = new EnumMap<>(Kind.class);
    private Optional<Block> end = Optional.empty();
    private boolean hasIndex;
    private long records;

    Walk(final RecordedFile file) {
      this.file = file;
    }

    Contents contents() throws IOException {
      final Block run = file.block(Layout.FILE_HEADER_BYTES);
      if (run.header().kind() != Kind.RUN.number()) {
        throw new DamagedException("the first block must tell of the run");
      }
      all.add(run);
      final Optional<String> broken = walk(run.end());
      return new Contents(run, chunks, all, asides, end, broken);
    }

    private Optional<String> walk(final long from) throws IOException {
      long offset = from;
      try {
        while (!hasIndex) {
          final Block block = file.block(offset);
          take(block);
          all.add(block);
          offset = block.end();
        }
        return isWholeUpTo(offset)
            ? Optional.empty()
            : Optional.of("its last bytes aren't those with which whole files end");
      } catch (DamagedException e) {
        return Optional.of(
            offset == file.size()
                ? "it ends after %s: whoever wrote it was ended".formatted(place())
                : "behind %s, at byte %d: %s".formatted(place(), offset, e.getMessage()));
      }
    }

    private String place() {
      return "chunk %d and record %d".formatted(chunks.size(), records);
    }

    private void take(final Block block) {
      final BlockHeader header = block.header();
      final Optional<Kind> kind = Kind.of(header.kind());
      if (kind.isEmpty()) {
        if (!Kind.isOptional(header.kind())) {
          throw new DamagedException(
              "a block of kind %d, which this program doesn't know".formatted(header.kind()));
        }
        return;
      }
      switch (kind.get()) {
        case RUN -> throw new DamagedException("the run begins a second time");
        case CHUNK, PAGED_CHUNK -> chunk(block);
        case NAMES, MEMORY, FILES -> asides.put(kind.get(), block);
        case END -> end = Optional.of(block);
        case INDEX -> hasIndex = true;
      }
    }

    private void chunk(final Block block) {
      if (end.isPresent() || block.header().firstRecord() != records) {
        throw new DamagedException(
            "a chunk from record %d on can't be here".formatted(block.header().firstRecord()));
      }
      chunks.add(block);
      records += block.header().records();
    }

    private boolean isWholeUpTo(final long offset) throws IOException {
      if (end.isEmpty() || file.size() != offset + Layout.FOOTER_BYTES) {
        return false;
      }
      final byte[] bytes = file.bytes(offset, Layout.FOOTER_BYTES);
      final Source footer = new Source(bytes, 0, bytes.length);
      return footer.takeLong() == all.get(all.size() - 1).offset()
          && footer.takeInt() == Layout.VERSION
          && footer.takeInt() == Checksum.of(bytes, 0, Long.BYTES + Integer.BYTES)
          && footer.takeLong() == Layout.END_MAGIC;
    }
  }
}
