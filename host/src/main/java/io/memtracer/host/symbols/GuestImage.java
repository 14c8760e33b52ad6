package io.memtracer.host.symbols;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A program or library of the guest's own. It may hold anything: it is read here alone, each offset
 * is looked at before it is used, and nothing takes longer than the file is long. No program of
 * this machine is given it.
 */
final class GuestImage {

  static final int MAX_BYTES = 256 << 20;

  private static final int HEADER_BYTES = 64;
  private static final int SEGMENT_BYTES = 56;
  private static final int PT_LOAD = 1;
  private static final int PT_NOTE = 4;
  private static final int NT_GNU_BUILD_ID = 3;
  private static final int MAX_BUILD_ID_BYTES = 64;
  private static final int MAX_SEGMENTS = 128;
  private static final byte[] IDENTITY = {0x7f, 'E', 'L', 'F', 2, 1, 1};

  private final ByteBuffer file;
  private final List<Segment> segments = new ArrayList<>();
  private String buildId = "";

  private GuestImage(final ByteBuffer file) {
    this.file = file;
  }

  /** What of the file is loaded where. */
  private record Segment(long offset, long address, long bytes) {}

  /**
   * An image and its functions.
   *
   * @param image where its parts go
   * @param functions those that it says it has, or its debug file
   * @param debugFile a file of this machine that has its debug information
   */
  record Read(GuestImage image, FunctionTable functions, Optional<Path> debugFile) {}

  /**
   * Reads a file.
   *
   * @param copy of what the guest has
   * @param debugFiles of this machine
   * @return empty if it is no image for x86-64, or too large
   */
  static Optional<Read> read(final Path copy, final ImageFiles debugFiles) {
    try {
      if (!Files.isRegularFile(copy) || Files.size(copy) > MAX_BYTES) {
        return Optional.empty();
      }
      final GuestImage image =
          new GuestImage(ByteBuffer.wrap(Files.readAllBytes(copy)).order(ByteOrder.LITTLE_ENDIAN));
      image.readHeader();
      return Optional.of(image.withFunctions(debugFiles));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private Read withFunctions(final ImageFiles debugFiles) {
    final Optional<Path> debug = debugFiles.debugFile(buildId);
    final GuestSymbols own = GuestSymbols.of(file);
    final List<Function> functions =
        own.isStripped()
            ? debug
                .flatMap(path -> ElfImage.read(path, debugFiles))
                .map(ElfImage::allFunctions)
                .orElseGet(own::functions)
            : own.functions();
    return new Read(this, new FunctionTable(functions), debug);
  }

  private void readHeader() {
    final byte[] identity = new byte[IDENTITY.length];
    file.get(0, identity);
    if (!Arrays.equals(identity, IDENTITY) || file.limit() < HEADER_BYTES) {
      throw new IllegalArgumentException("no ELF file of 64 bits");
    }
    final long table = file.getLong(32);
    final int count = Short.toUnsignedInt(file.getShort(56));
    if (Short.toUnsignedInt(file.getShort(54)) != SEGMENT_BYTES || count > MAX_SEGMENTS) {
      throw new IllegalArgumentException("no segments that can be read");
    }
    for (int i = 0; i < count; i++) {
      segment(within(table + (long) i * SEGMENT_BYTES, SEGMENT_BYTES));
    }
  }

  private int within(final long offset, final long bytes) {
    if (offset < 0 || bytes < 0 || offset > file.limit() || bytes > file.limit() - offset) {
      throw new IllegalArgumentException("%d bytes at %d".formatted(bytes, offset));
    }
    return (int) offset;
  }

  private void segment(final int at) {
    final int type = file.getInt(at);
    final long offset = file.getLong(at + 8);
    final long bytes = file.getLong(at + 32);
    if (type == PT_LOAD) {
      segments.add(new Segment(within(offset, bytes), file.getLong(at + 16), bytes));
    } else if (type == PT_NOTE && buildId.isEmpty()) {
      note(within(offset, bytes), (int) (offset + bytes));
    }
  }

  /** Notes one after another: sizes of name and contents, type, then both to whole words. */
  private void note(final int from, final int end) {
    long at = from;
    while (at + 12 <= end) {
      final long nameBytes = Integer.toUnsignedLong(file.getInt((int) at));
      final long bytes = Integer.toUnsignedLong(file.getInt((int) at + 4));
      final long contents = at + 12 + (nameBytes + 3 & ~3L);
      if (contents + bytes > end) {
        return;
      }
      if (file.getInt((int) at + 8) == NT_GNU_BUILD_ID
          && nameBytes == 4
          && bytes <= MAX_BUILD_ID_BYTES) {
        final byte[] id = new byte[(int) bytes];
        file.get((int) contents, id);
        buildId = HexFormat.of().formatHex(id);
        return;
      }
      at = contents + (bytes + 3 & ~3L);
    }
  }

  /** Where a byte of the file has its place, as {@link ElfImage#addressOf} says. */
  Optional<Long> addressOf(final long fileOffset) {
    return segments.stream()
        .filter(one -> fileOffset >= one.offset && fileOffset - one.offset < one.bytes)
        .map(one -> one.address + (fileOffset - one.offset))
        .findFirst();
  }
}
