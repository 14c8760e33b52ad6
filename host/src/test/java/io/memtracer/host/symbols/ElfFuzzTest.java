package io.memtracer.host.symbols;

import io.memtracer.host.fuzz.Fuzzing;
import io.memtracer.host.fuzz.Mutations;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.status.DataPlace;
import io.memtracer.host.symbols.DataMapping.Kind;
import io.memtracer.host.symbols.dwarf.Effort;
import io.memtracer.host.symbols.elf.ElfFile;
import io.memtracer.host.symbols.elf.ElfSection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that no linker made: a guest's workload is what somebody compiled, and so is what a
 * recording names.
 */
final class ElfFuzzTest {

  private static final String SOURCE =
      """
      int counter[100];
      static const char text[] = "text";
      int used(int x) { return counter[x & 63] + text[x & 3]; }
      int main(int argc, char **argv) { (void) argv; return used(argc); }
      """;

  private static final int HEADER_BYTES = 64;

  /** Programs of binutils take long to start. */
  private static final int ONE_IN = 200;

  private static final List<Long> SOME_CODE =
      LongStream.rangeClosed(0x1000, 0x1200).boxed().toList();

  @TempDir private Path directory;

  @Test
  void comesToAnEndWhateverAProgramSays() throws Exception {
    final List<byte[]> corpus = new ArrayList<>();
    corpus.add(compiled("debug", "-g"));
    corpus.add(compiled("stripped", "-s", "-Wl,--build-id"));
    corpus.add(compiled("object", "-c"));
    corpus.add(compiled("old", "-gdwarf-2"));
    corpus.add(compiled("packed", "-gdwarf-4", "-gz=zlib", "-O2"));
    final Path changed = directory.resolve("changed");
    Fuzzing.run(
        "a program",
        random -> {
          Files.write(changed, mutation(corpus.get(random.nextInt(corpus.size())), random));
          read(changed, random.nextInt(ONE_IN) == 0);
        });
  }

  private byte[] compiled(final String name, final String... options) throws Exception {
    return Files.readAllBytes(CompiledC.compile(directory, name, SOURCE, options));
  }

  /** Most of a file is code, which nobody looks at: headers, symbols and lines are changed. */
  private static byte[] mutation(final byte[] program, final Random random) {
    return random.nextBoolean() ? mutatedLines(program, random) : mutatedTables(program, random);
  }

  /** What is said of lines isn't much either. */
  private static byte[] mutatedLines(final byte[] program, final Random random) {
    final ElfFile file = ElfFile.of(ByteBuffer.wrap(program));
    final List<ElfSection> lines =
        IntStream.iterate(0, i -> file.section(i).isPresent(), i -> i + 1)
            .mapToObj(i -> file.section(i).orElseThrow())
            .filter(section -> section.name().startsWith(".debug_line"))
            .toList();
    if (lines.isEmpty()) {
      return mutatedTables(program, random);
    }
    final ElfSection section = lines.get(random.nextInt(lines.size()));
    final int from = (int) section.offset();
    final int to = from + (int) section.bytes();
    final byte[] changed = Mutations.of(Arrays.copyOfRange(program, from, to), random);
    final byte[] all = program.clone();
    System.arraycopy(changed, 0, all, from, Math.min(changed.length, to - from));
    return all;
  }

  private static byte[] mutatedTables(final byte[] program, final Random random) {
    final ByteBuffer bytes = ByteBuffer.wrap(program.clone()).order(ByteOrder.LITTLE_ENDIAN);
    final int sections = (int) bytes.getLong(40);
    final int count = bytes.getShort(60);
    for (int i = random.nextInt(4); i >= 0; i--) {
      final int row = sections + HEADER_BYTES * random.nextInt(count);
      final int at =
          switch (random.nextInt(5)) {
            case 0 -> 16 + random.nextInt(HEADER_BYTES - 16);
            case 1 -> HEADER_BYTES + 8 * random.nextInt(50);
            case 2 -> (int) bytes.getLong(row + 24) + random.nextInt(400);
            default -> row + 8 * random.nextInt(8);
          };
      if (at >= 0 && at <= program.length - 8) {
        change(bytes, at, program.length, random);
      }
    }
    return random.nextInt(10) == 0 ? Mutations.of(bytes.array(), random) : bytes.array();
  }

  private static void change(
      final ByteBuffer bytes, final int at, final int length, final Random random) {
    switch (random.nextInt(4)) {
      case 0 -> bytes.put(at, (byte) random.nextInt());
      case 1 -> bytes.putInt(at, (int) Mutations.extreme(random));
      case 2 -> bytes.putLong(at, random.nextInt(2 * length));
      default -> bytes.putLong(at, Mutations.extreme(random));
    }
  }

  private static void read(final Path file, final boolean withLines) {
    final ImageFiles none = new ImageFiles(Path.of("/nowhere"));
    final Optional<ElfImage> image = ElfImage.read(file, none);
    image.ifPresent(
        read -> {
          read.functionsCalled("main");
          read.code();
          read.read(0x1040, new byte[16]);
          read.addressOf(0x1140).ifPresent(read::functionAt);
          read.functionAt(-1);
          read.lines(SOME_CODE, Effort.ofAReport());
        });
    new FileIdentity().of(file);
    final DataMapping data =
        new DataMapping(0x1000, 0x100000, 0, Kind.FILE, "x", Optional.of(file), true, "");
    new DataNames(new KnownData(KernelData.UNKNOWN, List.of(), List.of(data)), none, GuestCode.NONE)
        .of(List.of(new DataPlace("", 0x5040), new DataPlace("", 0x1140)));
    if (withLines) {
      final FileMapping code = new FileMapping(0x1000, 0x100000, 0, Optional.of(file), "");
      new CodeNames(KernelCode.UNKNOWN, List.of(code), GuestCode.NONE, none)
          .of(List.of(new CodePlace("", 0x2140), new CodePlace("", 0x2100)));
    }
  }
}
