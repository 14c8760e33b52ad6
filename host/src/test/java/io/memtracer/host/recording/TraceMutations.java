package io.memtracer.host.recording;

import io.memtracer.host.fuzz.Mutations;
import io.memtracer.host.recording.format.BlockHeader;
import io.memtracer.host.recording.format.Checksum;
import io.memtracer.host.recording.format.Codec;
import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.format.Kind;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Sink;
import io.memtracer.host.recording.read.RecordedTrace;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Recorded traces that say what can't be, with checksums, lengths and index that are right: a
 * reader has to look at what they say itself.
 */
final class TraceMutations {

  private static final int SECTIONS = 7;
  private static final int MOST_BLOCKS = 60;

  private final List<Part> whole = new ArrayList<>();

  /** A block with its contents unpacked. */
  private static final class Part {

    private final BlockHeader header;
    private final byte[] contents;

    Part(final BlockHeader header, final byte[] contents) {
      this.header = header;
      this.contents = contents;
    }
  }

  /** Of a trace that is right. */
  TraceMutations(final Path file) throws IOException {
    try (RecordedTrace trace = RecordedTrace.open(file)) {
      trace.blocks(
          (header, bytes, length) -> whole.add(new Part(header, Arrays.copyOf(bytes, length))));
    }
  }

  /** One more. */
  byte[] next(final Random random) {
    final List<Part> parts = new ArrayList<>(whole);
    for (int i = random.nextInt(3); i >= 0; i--) {
      final int at = random.nextInt(parts.size());
      switch (random.nextInt(12)) {
        case 0 -> parts.remove(at);
        case 1 -> parts.add(at, parts.get(random.nextInt(parts.size())));
        case 2 -> parts.set(at, withOtherHeader(parts.get(at), random));
        case 3 ->
            parts.set(
                at, new Part(parts.get(at).header, Mutations.of(parts.get(at).contents, random)));
        default -> parts.set(at, withOtherContents(parts.get(at), random));
      }
      if (parts.isEmpty() || parts.size() > MOST_BLOCKS) {
        break;
      }
    }
    final byte[] file = written(parts, random);
    return random.nextInt(10) == 0 ? Mutations.of(file, random) : file;
  }

  private static Part withOtherHeader(final Part part, final Random random) {
    final BlockHeader was = part.header;
    final long other = Mutations.extreme(random);
    final BlockHeader header =
        switch (random.nextInt(4)) {
          case 0 ->
              header(
                  random.nextInt(2) == 0 ? (int) other & 0xffff : random.nextInt(6),
                  was.firstRecord(),
                  was.records());
          case 1 -> header(was.kind(), other, was.records());
          case 2 -> header(was.kind(), was.firstRecord(), (int) other);
          default -> header(was.kind(), was.firstRecord(), Layout.CHUNK_RECORDS);
        };
    return new Part(header, part.contents);
  }

  private static BlockHeader header(final int kind, final long firstRecord, final int records) {
    return new BlockHeader(kind, 0, 0, 0, firstRecord, records, 0);
  }

  private static Part withOtherContents(final Part part, final Random random) {
    if (part.header.kind() != Kind.CHUNK.number()) {
      return new Part(part.header, text(part.contents, random));
    }
    try {
      return new Part(part.header, chunk(part.contents, random));
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      // It was changed before.
      return new Part(part.header, Mutations.of(part.contents, random));
    }
  }

  /** One of its sections is another one, and its length is told. */
  private static byte[] chunk(final byte[] contents, final Random random) {
    final ByteBuffer in = ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN);
    final int changed = random.nextInt(SECTIONS);
    final Sink out = new Sink();
    for (int i = 0; i < SECTIONS; i++) {
      final byte[] section = new byte[Math.min(in.getInt(), in.remaining())];
      in.get(section);
      final byte[] written = i == changed ? section(section, random) : section;
      out.putInt(random.nextInt(200) == 0 ? (int) Mutations.extreme(random) : written.length);
      out.reserve(written.length);
      for (final byte one : written) {
        out.addByte(one);
      }
    }
    return Arrays.copyOf(out.bytes(), out.length());
  }

  private static byte[] section(final byte[] section, final Random random) {
    if (random.nextInt(20) > 0) {
      return Mutations.of(section, random);
    }
    final byte[] much = new byte[random.nextInt(1 << 20)];
    Arrays.fill(much, (byte) random.nextInt());
    return much;
  }

  /** Values are exchanged where the text stays JSON, most times. */
  private static byte[] text(final byte[] contents, final Random random) {
    final String text = new String(contents, StandardCharsets.UTF_8);
    final List<int[]> numbers = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ':' || text.charAt(i) == '[') {
        final int from = i + 1;
        int to = from;
        while (to < text.length() && ",]}[{".indexOf(text.charAt(to)) < 0) {
          to++;
        }
        numbers.add(new int[] {from, to});
      }
    }
    if (numbers.isEmpty()) {
      return Mutations.of(contents, random);
    }
    final int[] place = numbers.get(random.nextInt(numbers.size()));
    return (text.substring(0, place[0]) + value(text, random) + text.substring(place[1]))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String value(final String text, final Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> "null";
      case 1 -> "\"\"";
      case 2 -> "\"/proc/self/mem\"";
      case 3 -> "\"\\u0000\\u001b[2J\\ud800\"";
      case 4 -> "[".repeat(random.nextInt(2000));
      case 5 -> "1e" + random.nextInt(100_000);
      case 6 -> "\"" + "x".repeat(random.nextInt(1 << 20)) + "\"";
      case 7 -> "{}";
      case 8 -> text.substring(0, Math.min(text.length(), random.nextInt(2000)));
      default -> Long.toString(Mutations.extreme(random));
    };
  }

  private static byte[] written(final List<Part> parts, final Random random) {
    final Sink file = new Sink();
    file.putLong(Layout.MAGIC);
    file.putInt(Layout.VERSION);
    file.putInt(Checksum.of(file.bytes(), 0, file.length()));
    final Sink index = new Sink();
    try (Codec codec = codec(random)) {
      for (final Part part : parts) {
        index.putLong(file.length());
        index.putLong(part.header.firstRecord());
        index.putInt(part.header.records());
        index.putInt(part.header.kind());
        block(file, codec, part.header, part.contents, random);
      }
      final long offset = file.length();
      final byte[] entries = Arrays.copyOf(index.bytes(), index.length());
      block(
          file,
          codec,
          header(Kind.INDEX.number(), 0, 0),
          random.nextInt(4) == 0 ? Mutations.of(entries, random) : entries,
          random);
      footer(file, offset);
    }
    return Arrays.copyOf(file.bytes(), file.length());
  }

  private static Codec codec(final Random random) {
    return Codec.of(random.nextBoolean() ? Compression.FAST : Compression.NORMAL);
  }

  private static void block(
      final Sink file,
      final Codec codec,
      final BlockHeader header,
      final byte[] contents,
      final Random random) {
    byte[] stored = new byte[codec.bound(contents.length)];
    stored = Arrays.copyOf(stored, codec.pack(contents, contents.length, stored));
    if (random.nextInt(100) == 0) {
      stored = Mutations.of(stored, random);
    }
    final int raw = random.nextInt(200) == 0 ? (int) Mutations.extreme(random) : contents.length;
    put(
        file,
        new BlockHeader(
                header.kind(),
                random.nextInt(200) == 0 ? random.nextInt(4) : codec.number(),
                stored.length,
                raw,
                header.firstRecord(),
                header.records(),
                Checksum.of(stored, 0, stored.length))
            .encoded());
    put(file, stored);
  }

  private static void put(final Sink file, final byte[] bytes) {
    file.reserve(bytes.length);
    for (final byte one : bytes) {
      file.addByte(one);
    }
  }

  private static void footer(final Sink file, final long offset) {
    final Sink footer = new Sink();
    footer.putLong(offset);
    footer.putInt(Layout.VERSION);
    footer.putInt(Checksum.of(footer.bytes(), 0, footer.length()));
    footer.putLong(Layout.END_MAGIC);
    put(file, Arrays.copyOf(footer.bytes(), footer.length()));
  }
}
