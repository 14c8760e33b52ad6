package io.memtracer.host.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.CodeName.SourceLine;
import io.memtracer.host.symbols.dwarf.Effort;
import io.memtracer.host.symbols.elf.ElfFile;
import io.memtracer.host.symbols.elf.ElfSection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that an image tells of itself: they are those that addr2line finds. */
final class ImageLinesTest {

  private static final String HEADER =
      """
      static inline int twice(volatile int *x) {
        *x += 1;
        return *x * 2;
      }
      """;

  /** What is first in a table is of the file itself: otherwise addr2line of 2023 is wrong. */
  private static final String SOURCE =
      """
      int first(int x) { return x + 1; }
      #include "in here/twice.h"
      volatile int sum;
      static int left_out(int x) { return x * 17; }
      __attribute__((noinline)) int load(int count) {
        for (int i = 0; i < count; i++) {
          sum += twice(&sum) * 7;
          if (sum % 3 == 0) { sum++; } else { sum -= 2; }
        }



        return sum;
      }
      __asm__(".text\\n.type bare, @function\\nbare: nop\\nnop\\nret\\n.size bare, .-bare\\n");
      int never(int x) { return left_out(x); }
      int main(int argc, char **argv) {
        (void) argv;
        switch (argc) {
          case 1: return load(7);
          case 2: return load(3) + load(2);
          default: return 0;
        }
      }
      """;

  private static final ImageFiles NO_DEBUG = new ImageFiles(Path.of("/nonexistent"));

  @TempDir private Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectory(directory.resolve("in here"));
    Files.writeString(directory.resolve("in here/twice.h"), HEADER);
  }

  private Path compiled(final String... options) throws Exception {
    return CompiledC.compile(directory, "program", SOURCE, options);
  }

  private static ElfImage image(final Path program) {
    return ElfImage.read(program, NO_DEBUG).orElseThrow();
  }

  private static Map<Long, SourceLine> lines(final Path program, final List<Long> addresses) {
    return image(program).lines(addresses, Effort.ofAReport());
  }

  /** Of all functions, those without debug information included. */
  private static List<Long> addresses(final Path program) {
    return image(program).allFunctions().stream()
        .flatMapToLong(function -> LongStream.range(function.start(), function.end()))
        .distinct()
        .sorted()
        .boxed()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "2, -O0 -pie",
    "2, -O2 -no-pie",
    "3, -O2 -pie",
    "4, -O0 -no-pie",
    "4, -O2 -pie -gz=zlib",
    "4, -O2 -pie -gdwarf64",
    "5, -O0 -pie",
    "5, -O2 -pie -gz=zlib",
    "5, -O1 -pie -ffunction-sections -Wl;--gc-sections",
    "4, -O1 -no-pie -Wl;--gc-sections -ffunction-sections",
  })
  void areThoseThatAddr2lineFinds(final int version, final String options) throws Exception {
    final List<String> all = new ArrayList<>(List.of("-gdwarf-" + version));
    all.addAll(Arrays.asList(options.replace(';', ',').split(" ", -1)));
    final Path program = compiled(all.toArray(String[]::new));
    if (version == 2) {
      // Assemblers make a table of version 3 of it, which has the same shape.
      changeVersion(program, 3, 2);
    }
    final String raw = CompiledC.run("readelf", "--debug-dump=rawline", program.toString());
    assertTrue(raw.contains("DWARF Version:               " + version), raw);
    final List<Long> addresses = addresses(program);
    final Map<Long, SourceLine> lines = lines(program, addresses);
    final List<String> said = CompiledC.lines(program, addresses);
    final List<String> wrong = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      final String found = CompiledC.line(Optional.ofNullable(lines.get(addresses.get(i))));
      if (!found.equals(said.get(i))) {
        wrong.add("%x: %s, but %s".formatted(addresses.get(i), found, said.get(i)));
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(lines.size() > 60, () -> lines.size() + " of " + addresses.size());
    assertTrue(said.contains("twice.h:2"), () -> "" + said);
  }

  private static void changeVersion(final Path program, final int from, final int to)
      throws IOException {
    final byte[] bytes = Files.readAllBytes(program);
    final ElfFile elf = ElfFile.of(ByteBuffer.wrap(bytes));
    final ElfSection lines = elf.section(sectionRow(elf, bytes, ".debug_line")).orElseThrow();
    final ByteBuffer file = buffer(bytes);
    int at = (int) lines.offset();
    while (at < lines.offset() + lines.bytes()) {
      assertEquals(from, file.getShort(at + 4));
      file.putShort(at + 4, (short) to);
      at += 4 + file.getInt(at);
    }
    Files.write(program, bytes);
  }

  /** That addr2line of 2023 can't read. */
  @Test
  void areTheSameWhereOffsetsAreWider() throws Exception {
    final Path narrow = compiled("-gdwarf-5", "-O2", "-pie");
    final List<Long> addresses = addresses(narrow);
    final Map<Long, SourceLine> lines = lines(narrow, addresses);
    assertEquals(lines, lines(compiled("-gdwarf-5", "-O2", "-pie", "-gdwarf64"), addresses));
    assertTrue(lines.size() > 60, () -> "" + lines);
  }

  @Test
  void haveTheWholePathOfAFileWhereItIsTold() throws Exception {
    final Path program = compiled("-gdwarf-5", "-O2", "-pie");
    assertEquals(
        List.of(
            directory.resolve("in here/twice.h").toString(),
            directory.resolve("program.c").toString()),
        lines(program, addresses(program)).values().stream()
            .map(SourceLine::file)
            .distinct()
            .sorted()
            .toList());
  }

  /** A table that ends anywhere is one without lines. */
  @ParameterizedTest
  @CsvSource({"2", "4", "5"})
  void areNoneWhereTheTableEndsTooEarly(final int version) throws Exception {
    final Path program = compiled("-gdwarf-" + version, "-O2", "-pie");
    final List<Long> addresses = addresses(program);
    final byte[] good = Files.readAllBytes(program);
    final ElfFile elf = ElfFile.of(ByteBuffer.wrap(good));
    final int row = sectionRow(elf, good, ".debug_line");
    final int bytes = (int) elf.section(row).orElseThrow().bytes();
    final Path damaged = directory.resolve("damaged");
    for (int length = 0; length < bytes; length++) {
      final byte[] shorter = good.clone();
      buffer(shorter).putLong(rowAt(shorter, row) + 32, length);
      Files.write(damaged, shorter);
      assertEquals(Map.of(), lines(damaged, addresses), length + " of " + bytes);
    }
  }

  private static ByteBuffer buffer(final byte[] program) {
    return ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int rowAt(final byte[] program, final int row) {
    return (int) buffer(program).getLong(40) + row * 64;
  }

  private static int sectionRow(final ElfFile elf, final byte[] program, final String name) {
    return IntStream.range(0, buffer(program).getShort(60))
        .filter(number -> elf.section(number).map(ElfSection::name).equals(Optional.of(name)))
        .findFirst()
        .orElseThrow();
  }

  /** What says that it is large when it is unpacked, and what isn't as large as it says. */
  @Test
  void areNoneOfSectionsThatCannotBeUnpacked() throws Exception {
    final Path program = compiled("-gdwarf-5", "-gz=zlib", "-O2", "-pie");
    final List<Long> addresses = addresses(program);
    final byte[] good = Files.readAllBytes(program);
    final ElfFile elf = ElfFile.of(ByteBuffer.wrap(good));
    final int at = (int) elf.section(sectionRow(elf, good, ".debug_line")).orElseThrow().offset();
    final Path damaged = directory.resolve("damaged");
    final long bytes = buffer(good).getLong(at + 8);
    for (final long said : new long[] {0, bytes - 1, bytes + 1, 1L << 26, 1L << 40, -1}) {
      final byte[] bad = good.clone();
      buffer(bad).putLong(at + 8, said);
      assertEquals(Map.of(), lines(Files.write(damaged, bad), addresses), said + " bytes");
    }
    for (final int other : new int[] {0, 2, 3, -1}) {
      final byte[] bad = good.clone();
      buffer(bad).putInt(at, other);
      assertEquals(Map.of(), lines(Files.write(damaged, bad), addresses), other + "");
    }
    final byte[] bad = good.clone();
    Arrays.fill(bad, at + 30, at + 60, (byte) 0xff);
    assertEquals(Map.of(), lines(Files.write(damaged, bad), addresses));
  }

  @Test
  void areNoneThatTakeMoreEffortThanThereIs() throws Exception {
    final Path program = compiled("-gdwarf-4", "-O2", "-pie");
    final List<Long> addresses = addresses(program);
    final Effort effort = Effort.ofAReport();
    final Map<Long, SourceLine> lines = image(program).lines(addresses, effort);
    final long enough = Effort.ofAReport().left() - effort.left();
    assertEquals(lines, image(program).lines(addresses, leaving(enough)));
    assertEquals(Map.of(), image(program).lines(addresses, leaving(enough - 1)));
  }

  private static Effort leaving(final long steps) {
    final Effort effort = Effort.ofAReport();
    effort.spend(effort.left() - steps);
    return effort;
  }

  /** Sequences that each say a line for every address there is. */
  @Test
  void takeNoLongerThanTheyMay() throws Exception {
    final Path program = compiled("-gdwarf-4", "-O2", "-pie");
    final ByteBuffer lines = ByteBuffer.allocate(32 << 20).order(ByteOrder.LITTLE_ENDIAN);
    lines.putInt(lines.capacity() - 4).putShort((short) 4).putInt(18);
    lines.put(new byte[] {1, 1, 1, 0, 1, 10, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 'x', 0});
    // The names take more bytes than the header says, which no row asks for.
    final long start = image(program).code().get(0).address();
    while (lines.remaining() > 30) {
      lines.put((byte) 0).put((byte) 9).put((byte) 2).putLong(start);
      lines.put((byte) 1);
      lines.put((byte) 2).put(new byte[] {-1, -1, -1, -1, 0x7f});
      lines.put(new byte[] {0, 1, 1});
    }
    final Path file = withLines(program, lines);
    final List<Long> addresses = LongStream.range(start, start + 100_000).boxed().toList();
    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertEquals(Map.of(), lines(file, addresses)));
  }

  /** The program with another table. */
  private Path withLines(final Path program, final ByteBuffer lines) throws IOException {
    final byte[] all = Files.readAllBytes(program);
    final ElfFile elf = ElfFile.of(ByteBuffer.wrap(all));
    final byte[] changed = Arrays.copyOf(all, all.length + lines.capacity());
    buffer(changed).position(all.length).put(lines.clear());
    final int row = rowAt(changed, sectionRow(elf, all, ".debug_line"));
    buffer(changed).putLong(row + 24, all.length).putLong(row + 32, lines.capacity());
    return Files.write(directory.resolve("hostile"), changed);
  }

  /** A row and the end of its sequence, at the program's first code. */
  private static void putSequence(final ByteBuffer lines, final long start) {
    lines.put((byte) 0).put((byte) 9).put((byte) 2).putLong(start);
    lines.put((byte) 1).put((byte) 2).put((byte) 4).put(new byte[] {0, 1, 1});
  }

  /** Files of which nothing is said take no bytes, and could be as many as one likes. */
  @Test
  void areNoneWhereNothingIsSaidOfManyFiles() throws Exception {
    final Path program = compiled("-gdwarf-5", "-O2", "-pie");
    final long start = image(program).code().get(0).address();
    final ByteBuffer unit = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    unit.putInt(0).putShort((short) 5).put(new byte[] {8, 0}).putInt(0);
    unit.put(new byte[] {1, 1, 1, 0, 1, 10, 0, 1, 1, 1, 1, 0, 0, 0, 1});
    // No words of a directory, and none of each of 65,535; the same of files.
    unit.put(new byte[] {0, -1, -1, 3, 0, -1, -1, 3});
    unit.putInt(8, unit.position() - 12);
    putSequence(unit, start);
    unit.putInt(0, unit.position() - 4);
    final ByteBuffer lines = ByteBuffer.allocate(4 << 20);
    while (lines.remaining() >= unit.position()) {
      lines.put(unit.array(), 0, unit.position());
    }
    final Path file =
        withLines(program, ByteBuffer.wrap(Arrays.copyOf(lines.array(), lines.position())));
    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertEquals(Map.of(), lines(file, List.of(start))));
  }
}
