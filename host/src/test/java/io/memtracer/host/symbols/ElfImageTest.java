package io.memtracer.host.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ElfImageTest {

  private static final String SOURCE =
      """
      volatile int sum;
      void load(void) { for (int i = 0; i < 100; i++) { sum += i * 7; } }
      static void helper(void) { sum += 2; }
      __asm__(".text\\n.type bare, @function\\nbare: nop\\nnop\\nret\\n");
      int main(void) { load(); helper(); return sum; }
      """;

  private static final ImageFiles NO_DEBUG = new ImageFiles(Path.of("/nonexistent"));

  /** As many as a name may have. */
  private static final int NAMES_BYTES = 1 << 16;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"-static", "-pie", "-no-pie"})
  void hasTheFunctionsThatNmHas(final String how) throws Exception {
    final Path program = CompiledC.compile(directory, "program", SOURCE, "-fno-inline", how);
    final ElfImage image = ElfImage.read(program, NO_DEBUG).orElseThrow();
    final Map<String, Long> wrong = new TreeMap<>(CompiledC.functions(program));
    wrong.remove("data_start"); // weak: nm can't tell that it is no function
    assertTrue(wrong.size() >= 4);
    wrong
        .entrySet()
        .removeIf(
            one ->
                image
                    .functionAt(one.getValue())
                    .map(Function::start)
                    .equals(Optional.of(one.getValue())));
    assertEquals(Map.of(), wrong);
  }

  @Test
  void findsTheDebugFileByBuildId() throws Exception {
    final Path program =
        CompiledC.compile(directory, "apart", SOURCE, "-g", "-Wl,--build-id=0xabcdef0123");
    final long load = CompiledC.functions(program).get("load");
    final Path debug = directory.resolve("debug/.build-id/ab/cdef0123.debug");
    Files.createDirectories(debug.getParent());
    CompiledC.run("objcopy", "--only-keep-debug", program.toString(), debug.toString());
    CompiledC.run("strip", program.toString());
    final ElfImage with =
        ElfImage.read(program, new ImageFiles(directory.resolve("debug"))).orElseThrow();
    assertEquals(Optional.of("abcdef0123"), ElfImage.buildId(program));
    assertEquals("load", with.functionAt(load).orElseThrow().name());
    final ElfImage without = ElfImage.read(program, NO_DEBUG).orElseThrow();
    assertEquals(Optional.empty(), without.functionAt(load));
  }

  /** Any byte of a header may be anything; what comes of it is an answer, in time. */
  @Test
  void bearsAnything() throws Exception {
    final Path program = CompiledC.compile(directory, "program", SOURCE, "-pie");
    final byte[] good = Files.readAllBytes(program);
    final ByteBuffer header = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN);
    final int sections = (int) header.getLong(40);
    final int sectionBytes = header.getShort(60) * 64;
    final Random random = new Random(16);
    final Path damaged = directory.resolve("damaged");
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int run = 0; run < 1500; run++) {
            final byte[] bad = good.clone();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
              final int at =
                  random.nextBoolean()
                      ? random.nextInt(1024)
                      : sections + random.nextInt(sectionBytes);
              bad[at] = (byte) random.nextInt(256);
            }
            Files.write(
                damaged,
                random.nextInt(8) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad);
            ElfImage.read(damaged, NO_DEBUG)
                .ifPresent(image -> image.functionAt(random.nextInt(1 << 16)));
          }
        });
  }

  /** A million symbols, each with a name that has no end. */
  @Test
  void takesNoLongerThanTheFileIsLong() throws Exception {
    final int symbols = 1 << 20;
    final int names = 64 + 3 * 64;
    final int table = names + NAMES_BYTES;
    final ByteBuffer file =
        ByteBuffer.allocate(table + symbols * 24).order(ByteOrder.LITTLE_ENDIAN);
    file.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    file.putShort(54, (short) 56).putLong(40, 64).putShort(58, (short) 64).putShort(60, (short) 3);
    section(file, 64 + 64, 2, table, symbols * 24L, 2);
    section(file, 64 + 128, 3, names, NAMES_BYTES, 0);
    Arrays.fill(file.array(), names, table, (byte) 'x');
    for (int i = 0; i < symbols; i++) {
      file.put(table + i * 24 + 4, (byte) 2).putShort(table + i * 24 + 6, (short) 1);
    }
    final Path hostile = Files.write(directory.resolve("hostile"), file.array());
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertEquals(0, ElfImage.read(hostile, NO_DEBUG).orElseThrow().allFunctions().size()));
  }

  private static void section(
      final ByteBuffer file,
      final int at,
      final int type,
      final long offset,
      final long bytes,
      final int link) {
    file.putInt(at + 4, type)
        .putLong(at + 24, offset)
        .putLong(at + 32, bytes)
        .putInt(at + 40, link);
  }
}
