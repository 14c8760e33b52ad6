package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Kind;
import io.memtracer.host.recording.format.Layout;
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
        && chunks.stream().allMatch(chunk -> chunk.kind() == Kind.PAGED_CHUNK.number());
  }

  /** How many records are in the chunks. */
  long records() {
    return chunks.isEmpty() ? 0 : chunks.get(chunks.size() - 1).endRecord();
  }

  /**
   * By the index of a whole file, or else by the headers of all blocks.
   *
   * @throws DamagedException if there isn't even the first one
   */
  static Contents of(final RecordedFile file) throws IOException {
    final Optional<List<Block>> indexed = Index.read(file);
    if (indexed.isPresent()) {
      try {
        final Contents contents = new Walk(file).along(indexed.get());
        if (contents.end.isPresent()) {
          return contents;
        }
      } catch (DamagedException e) {
        // The index says what can't be: the blocks themselves say what is.
        return walk(file);
      }
    }
    return walk(file);
  }

  /**
   * By the headers of all blocks.
   *
   * @throws DamagedException if there isn't even the first one
   */
  static Contents walk(final RecordedFile file) throws IOException {
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
      final Block run = first(file.block(Layout.FILE_HEADER_BYTES));
      final Optional<String> broken = walk(run.end());
      return new Contents(run, chunks, all, asides, end, broken);
    }

    /** The same without looking at the blocks. */
    Contents along(final List<Block> indexed) {
      final Block run = first(indexed.get(0));
      for (final Block block : indexed.subList(1, indexed.size())) {
        take(block);
        all.add(block);
      }
      return new Contents(run, chunks, all, asides, end, Optional.empty());
    }

    private Block first(final Block run) {
      if (run.kind() != Kind.RUN.number() || run.offset() != Layout.FILE_HEADER_BYTES) {
        throw new DamagedException("the first block must tell of the run");
      }
      all.add(run);
      return run;
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
      final Optional<Kind> kind = Kind.of(block.kind());
      if (kind.isEmpty()) {
        if (!Kind.isOptional(block.kind())) {
          throw new DamagedException(
              "a block of kind %d, which this program doesn't know".formatted(block.kind()));
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
      if (end.isPresent() || block.firstRecord() != records) {
        throw new DamagedException(
            "a chunk from record %d on can't be here".formatted(block.firstRecord()));
      }
      chunks.add(block);
      records += block.records();
    }

    private boolean isWholeUpTo(final long offset) throws IOException {
      if (end.isEmpty() || file.size() != offset + Layout.FOOTER_BYTES) {
        return false;
      }
      return Index.footerSays(file, offset) == all.get(all.size() - 1).offset();
    }
  }
}
