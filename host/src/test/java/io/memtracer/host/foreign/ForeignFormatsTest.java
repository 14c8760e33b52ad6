package io.memtracer.host.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.host.status.TraceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What is read of other programs' traces, and what is said of what can't be. */
final class ForeignFormatsTest {

  @TempDir private Path directory;

  private Accesses read(final ForeignFormat format, final String text) throws IOException {
    return Accesses.of(Files.writeString(directory.resolve("trace"), text), format);
  }

  @Test
  void readsWhatLackeyPrints() throws IOException {
    final Accesses accesses =
        read(
            ForeignFormat.LACKEY,
            """
            ==7== Lackey, an example Valgrind tool
            I  04001090,3
             S 1ffefff0,8
            I  04001093,5
             L 04222cac,4
             M 0421d7cc,4
             L 1ffefff0,10
            """);
    assertEquals(
        List.of(
            "4001090 S 1ffefff0 8",
            "4001093 L 4222cac 4",
            "4001093 L 421d7cc 4",
            "4001093 S 421d7cc 4",
            "4001093 L 1ffefff0 16"),
        accesses.lines());
    assertEquals("", accesses.problem());
  }

  @Test
  void readsWhatDineroReads() throws IOException {
    final Accesses accesses =
        read(ForeignFormat.DIN, "2 400\n0 1000\n1 0xffffffff81000000 8\nr 7f00 4\n4 0\n\nw 8 2");
    assertEquals(
        List.of("400 L 1000 1", "400 S ffffffff81000000 8", "400 L 7f00 4", "400 S 8 2"),
        accesses.lines());
  }

  /** Lines as its documentation has them, of its older and its newer versions. */
  @Test
  void readsWhatDrmemtraceShows() throws IOException {
    final Accesses accesses =
        read(
            ForeignFormat.DRMEMTRACE,
            """
            Output format:
            <--record#-> <--instr#->: <---tid---> <record details>
            ------------------------------------------------------------
                       1           0:     2444839 <marker: version 5>
                      10        8011:     2444840 ifetch       3 byte(s) @ 0x0000000000402680 f3 48 a5 rep movsq
                      11        8011:     2444840 read         8 byte(s) @ 0x00007f8881e37c70 by PC 0x0000000000402680
                      12        8011:     2444840 write        8 byte(s) @ 0x00007f8881e37a70 by PC 0x0000000000402680
            ------------------------------------------------------------
              173376: T1774668 read        32 byte(s) @ 0x00007ffdf9d85088 by PC 0x000000000040361a
              173377: T1774668 pref-r-L1    4 byte(s) @ 0x00007ffdf9d85090 by PC 0x000000000040361a
            View tool results:
                           2 : total instructions
            """);
    assertEquals(
        List.of("402680 L 7f8881e37c70 8", "402680 S 7f8881e37a70 8", "40361a L 7ffdf9d85088 32"),
        accesses.lines());
    assertEquals("", accesses.problem());
  }

  @Test
  void readsTablesInAnyOrderOfColumns() throws IOException {
    assertEquals(
        List.of("400 S 7f00 4", "ffffffff81000404 L ffffffff81000000 8"),
        read(
                ForeignFormat.CSV,
                """
                who,Address,size,pc,store,cpl
                a b,0x7f00,4,400,1,3
                ,ffffffff81000000,8,0xffffffff81000404,0,0

                """)
            .lines());
    assertEquals(List.of("0 L 10 1"), read(ForeignFormat.CSV, "address\n10\n").lines());
    assertEquals(List.of(), read(ForeignFormat.CSV, "").lines());
  }

  @Test
  void saysWhatATableLacks() throws IOException {
    assertEquals(
        directory.resolve("trace") + ": line 1 names no column 'address': 'pc,where'",
        read(ForeignFormat.CSV, "pc,where\n1,2\n").problem());
  }

  @Test
  void readsWhatChampSimReadsPackedOrNot() throws IOException {
    final byte[] trace = ByteBuffer.allocate(128).array();
    instruction(trace, 0, 0x401000, List.of(0x7000L), List.of(0x8000L, 0L, 0x8008L));
    instruction(trace, 64, 0x401004, List.of(), List.of());
    final List<String> expected = List.of("401000 L 8000 1", "401000 L 8008 1", "401000 S 7000 1");
    final Path plain = Files.write(directory.resolve("trace"), trace);
    assertEquals(expected, Accesses.of(plain, ForeignFormat.CHAMPSIM).lines());
    final Path gz = directory.resolve("trace.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(trace);
    }
    assertEquals(expected, Accesses.of(gz, ForeignFormat.CHAMPSIM).lines());
    final Path xz = directory.resolve("trace.xz");
    try (OutputStream out = new XZOutputStream(Files.newOutputStream(xz), new LZMA2Options(0))) {
      out.write(trace);
    }
    assertEquals(expected, Accesses.of(xz, ForeignFormat.CHAMPSIM).lines());
  }

  private static void instruction(
      final byte[] trace,
      final int at,
      final long pc,
      final List<Long> stores,
      final List<Long> loads) {
    final ByteBuffer bytes = ByteBuffer.wrap(trace).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(at, pc);
    for (int i = 0; i < stores.size(); i++) {
      bytes.putLong(at + 16 + 8 * i, stores.get(i));
    }
    for (int i = 0; i < loads.size(); i++) {
      bytes.putLong(at + 32 + 8 * i, loads.get(i));
    }
  }

  /** More than a buffer of text and many batches of records. */
  @Test
  void readsLongFiles() throws IOException {
    final StringBuilder text = new StringBuilder();
    final List<String> expected = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      text.append(i % 3 == 0 ? "1 " : "0 ").append(Long.toHexString(i * 4L)).append(" 4\n");
      expected.add((i % 3 == 0 ? "0 S " : "0 L ") + Long.toHexString(i * 4L) + " 4");
    }
    assertEquals(expected, read(ForeignFormat.DIN, text.toString()).lines());
  }

  @ParameterizedTest
  @CsvSource({
    "LACKEY, ' L 10,4|X hello', 'line 2 has no address: ''X hello'''",
    "LACKEY, ' L 10,4| X 12,4', 'line 2 is none of lackey''s: '' X 12,4'''",
    "LACKEY, ' L 10,4| L 12', 'line 2 has no size: '' L 12'''",
    "LACKEY, ' L 10,4| L 12,0', 'line 2 has no size: '' L 12,0'''",
    "LACKEY, ' L 10,4| L 12,99999999999', 'line 2 has no size: '' L 12,99999999999'''",
    "DRMEMTRACE, '1: 7 read 4 byte(s) @ 0x10 by PC 0x0|2: 7 read 4', 'line 2 has no size in bytes:"
        + " ''2: 7 read 4'''",
    "DRMEMTRACE, '1: 7 read 4 byte(s) @ 0x10 by PC 0x0|2: 7 read 4 byte(s) @ 0x1', 'line 2 has no"
        + " instruction: ''2: 7 read 4 byte(s) @ 0x1'''",
    "CSV, 'address,size|10,4|12', 'line 3 has too few columns: ''12'''",
    "CSV, 'address,size|10,4|12,4,5', 'line 3 has too many columns: ''12,4,5'''",
    "CSV, 'address,size,store|10,4,0|12,4,2', 'line 3 has a number that isn''t one of 0 to 1:"
        + " ''12,4,2'''",
    "DIN, '0 10 4|7 12', 'line 2 has a label that din doesn''t know: ''7 12'''",
    "DIN, '0 10 4|0 12345678123456789', 'line 2 has no address: ''0 12345678123456789'''"
  })
  void endsBeforeWhatCannotBe(final ForeignFormat format, final String text, final String why)
      throws IOException {
    final Accesses accesses = read(format, text.replace('|', '\n'));
    assertEquals(List.of("0 L 10 4"), accesses.lines());
    assertEquals(directory.resolve("trace") + ": " + why, accesses.problem());
  }

  @Test
  void boundsWhatItKeepsAndQuotes() throws IOException {
    final Accesses accesses = read(ForeignFormat.DIN, "0 10 4\n" + "\u001b".repeat(100_000));
    assertEquals(1, accesses.lines().size());
    assertEquals(
        directory.resolve("trace") + ": line 2 is longer than 4096 bytes: '" + "?".repeat(40) + "'",
        accesses.problem());
  }

  @Test
  void saysThatAnInstructionIsCutOff() throws IOException {
    final Path file = Files.write(directory.resolve("trace"), new byte[70]);
    final Accesses accesses = Accesses.of(file, ForeignFormat.CHAMPSIM);
    assertEquals(file + ": instruction 1 has 6 bytes in place of 64", accesses.problem());
  }

  @ParameterizedTest
  @CsvSource({"gz", "xz"})
  void saysThatWhatIsPackedIsCutOff(final String kind) throws IOException {
    final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        kind.equals("gz")
            ? new GZIPOutputStream(packed)
            : new XZOutputStream(packed, new LZMA2Options(0))) {
      out.write("0 10 4\n".repeat(100).getBytes(StandardCharsets.US_ASCII));
    }
    final Path file =
        Files.write(
            directory.resolve("trace." + kind),
            Arrays.copyOf(packed.toByteArray(), packed.size() - 5));
    assertEquals(file + ": it ends too early", Accesses.of(file, ForeignFormat.DIN).problem());
  }

  @ParameterizedTest
  @CsvSource({"none, there is no file", "bad.gz, can't read", "bad.xz, can't read"})
  void refusesWhatIsNotThereOrNotPacked(final String name, final String why) throws IOException {
    final Path file = directory.resolve(name);
    if (name.startsWith("bad")) {
      Files.write(file, "nothing of that kind".getBytes(StandardCharsets.US_ASCII));
    }
    final TraceException refused =
        assertThrows(TraceException.class, () -> ForeignTrace.open(file, ForeignFormat.DIN));
    assertEquals(why + " " + file, refused.getMessage().split(": ", 2)[0]);
  }
}
