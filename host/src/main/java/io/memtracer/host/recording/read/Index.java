package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.Checksum;
import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Kind;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the end of a whole file says of its blocks, so that nobody has to go from one to another.
 */
final class Index {

  private Index() {}

  /**
   * All blocks of a file, the index included, if it ends as whole ones do and its index says what
   * can be. Each block is compared with what is said here when it is read.
   */
  static Optional<List<Block>> read(final RecordedFile file) throws IOException {
    try {
      final Optional<Block> index = block(file);
      return index.isPresent() ? Optional.of(entries(file, index.get())) : Optional.empty();
    } catch (DamagedException e) {
      return Optional.empty();
    }
  }

  /** The block of the index, if the last bytes say where it is and it reaches up to them. */
  private static Optional<Block> block(final RecordedFile file) throws IOException {
    final long footer = file.size() - Layout.FOOTER_BYTES;
    final long offset = footerSays(file, footer);
    if (offset < Layout.FILE_HEADER_BYTES || offset >= footer) {
      return Optional.empty();
    }
    return Optional.of(file.block(offset))
        .filter(block -> block.kind() == Kind.INDEX.number() && block.end() == footer);
  }

  /**
   * Where the index is.
   *
   * @param offset of what may be a footer
   * @return less than 0 if it is none
   */
  static long footerSays(final RecordedFile file, final long offset) throws IOException {
    final byte[] bytes = file.bytes(offset, Layout.FOOTER_BYTES);
    final Source footer = new Source(bytes, 0, bytes.length);
    final long index = footer.takeLong();
    final boolean isOne =
        footer.takeInt() == Layout.VERSION
            && footer.takeInt() == Checksum.of(bytes, 0, Long.BYTES + Integer.BYTES)
            && footer.takeLong() == Layout.END_MAGIC;
    return isOne ? index : -1;
  }

  private static List<Block> entries(final RecordedFile file, final Block index)
      throws IOException {
    final List<Block> all = new ArrayList<>();
    try (Unpacker unpacker = new Unpacker(file)) {
      final Source content = unpacker.open(index);
      long offset = content.left() == 0 ? index.offset() : content.takeLong();
      while (content.left() > 0) {
        final long firstRecord = content.takeLong();
        final int records = content.takeInt();
        final int kind = content.takeInt();
        final long end = content.left() == 0 ? index.offset() : content.takeLong();
        final Block block = new Block(offset, end, kind, firstRecord, records);
        block.requirePossible();
        all.add(block);
        offset = end;
      }
    }
    all.add(index);
    return all;
  }
}
