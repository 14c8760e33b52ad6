package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.Asides;
import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.HostFiles;
import io.memtracer.host.recording.format.Kind;
import io.memtracer.host.recording.format.Memory;
import io.memtracer.host.recording.format.Names;
import io.memtracer.host.recording.format.RunEnd;
import io.memtracer.host.recording.format.Texts;
import java.io.IOException;
import java.util.Optional;

/**
 * What is said behind all chunks. A block that is damaged says nothing; the others do.
 *
 * <p>Not thread-safe.
 */
final class Ending {

  private final Unpacker unpacker;
  private final Optional<RunEnd> end;
  private final Asides asides;
  private Optional<String> damage = Optional.empty();

  /** Reads it. */
  Ending(final Contents contents, final Unpacker unpacker) throws IOException {
    this.unpacker = unpacker;
    end = read(contents.end(), RunEnd.class);
    asides =
        new Asides(
            aside(contents, Kind.NAMES, Names.class),
            aside(contents, Kind.MEMORY, Memory.class),
            aside(contents, Kind.FILES, HostFiles.class));
  }

  private <T extends Record> Optional<T> aside(
      final Contents contents, final Kind kind, final Class<T> type) throws IOException {
    return read(Optional.ofNullable(contents.asides().get(kind)), type);
  }

  private <T extends Record> Optional<T> read(final Optional<Block> block, final Class<T> type)
      throws IOException {
    if (block.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Texts.read(unpacker.bytes(block.get()), type));
    } catch (DamagedException e) {
      damage = damage.or(() -> Optional.of("behind all chunks: " + e.getMessage()));
      return Optional.empty();
    }
  }

  /** How the run ended; empty if nothing says that. */
  Optional<RunEnd> end() {
    return end;
  }

  /** What else is known of it. */
  Asides asides() {
    return asides;
  }

  /** Of the first block that says nothing, why; empty if all do. */
  Optional<String> damage() {
    return damage;
  }
}
