package io.memtracer.plugins.export;

import static io.memtracer.testkit.Traces.load;
import static io.memtracer.testkit.Traces.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.CodedInputStream;
import io.memtracer.api.RecordWord;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each format's own readers would find in a file. */
@ExtendWith(SeededRandom.class)
class FormatsTest {

  private static final Trace SOME =
      Traces.of(
          load(0x7f00_1234_5678L, 8).pc(0x40_1000),
          store(0x1000, 4).pc(0x40_1004).vcpu(1),
          load(0xffff_8880_0000_0040L, 1).pc(0xffff_ffff_8100_0000L).kernel());

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "lackey | \" L 7f0012345678,8\n S 00001000,4\n L ffff888000000040,1\n\"",
        "din | \"0 7f0012345678 8\n1 1000 4\n0 ffff888000000040 1\n\"",
        "ramulator2 | \"LD 0x7f0012345678\nST 0x1000\nLD 0x888000000040\n\"",
        "dramsim3 | \"0x7f0012345678 READ 0\n0x1000 WRITE 1\n0x888000000040 READ 2\n\""
      })
  void writesALineForEachRecord(final String format, final String expected) throws IOException {
    final Path file = directory.resolve("out");
    new Exports(file).export(SOME, format);
    assertEquals(expected, Files.readString(file));
  }

  @Test
  void writesAllOfARecordForPeople() throws IOException {
    final Path file = directory.resolve("out");
    new Exports(file).export(SOME, "view");
    assertEquals(
        """
        0 vcpu0 cpl3 0/0 0000000000401000 load  8 00007f0012345678
        1 vcpu1 cpl3 0/0 0000000000401004 store 4 0000000000001000
        2 vcpu0 cpl0 0/0 ffffffff81000000 load  1 ffff888000000040
        """,
        Files.readString(file));
  }

  @Test
  void writesATable() throws IOException {
    final Path file = directory.resolve("out.gz");
    new Exports(file).export(SOME, "csv");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      assertEquals(
          """
          ordinal,vcpu,cpl,process,thread,phase,pc,store,size,address
          0,0,3,0,0,0,0x401000,0,8,0x7f0012345678
          1,1,3,0,0,0,0x401004,1,4,0x1000
          2,0,0,0,0,0,0xffffffff81000000,0,1,0xffff888000000040
          """,
          new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** What is exported as one format is, read back, what was there; that of a table has all. */
  @Test
  void losesNothingOfATable(final Random random) throws IOException {
    final Trace trace = Traces.mixed(random, 20_000);
    final Path file = directory.resolve("out.csv");
    new Exports(file).export(trace, "csv");
    int index = 0;
    for (final String line : Files.readAllLines(file).subList(1, trace.size() + 1)) {
      final String[] cells = line.split(",", -1);
      assertEquals(index, Integer.parseInt(cells[0]));
      final long word =
          RecordWord.of(
              Long.decode(unsigned(cells[6])),
              Integer.parseInt(cells[1]),
              Integer.parseInt(cells[2]),
              cells[7].equals("1"),
              Integer.numberOfTrailingZeros(Integer.parseInt(cells[8])));
      final long kept = ~(3L << 3);
      assertEquals(trace.word(index) & kept, word & kept, line);
      assertEquals(trace.address(index), Long.parseUnsignedLong(cells[9].substring(2), 16), line);
      index++;
    }
    assertEquals(trace.size(), index);
  }

  private static String unsigned(final String hex) {
    return Long.toString(Long.parseUnsignedLong(hex.substring(2), 16));
  }

  /** By the reader of protocol buffers, with the numbers of the fields in gem5's own files. */
  @Test
  void writesPacketsThatProtocolBuffersRead(final Random random) throws IOException {
    final Trace trace = Traces.mixed(random, 10_000);
    final Path file = directory.resolve("out.trc.gz");
    new Exports(file).export(trace, "gem5");
    try (InputStream zipped = new GZIPInputStream(Files.newInputStream(file))) {
      final CodedInputStream in = CodedInputStream.newInstance(zipped);
      assertEquals(0x356d6567, in.readFixed32());
      requireHeader(in);
      for (int i = 0; i < trace.size(); i++) {
        requirePacket(in, trace, i);
      }
      assertEquals(true, in.isAtEnd());
    }
  }

  private static void requireHeader(final CodedInputStream in) throws IOException {
    final int limit = in.pushLimit(in.readRawVarint32());
    assertEquals(1 << 3 | 2, in.readTag());
    assertEquals("memtracer", in.readString());
    assertEquals(3 << 3, in.readTag());
    assertEquals(1_000_000_000_000L, in.readUInt64());
    assertEquals(0, in.readTag());
    in.popLimit(limit);
  }

  private static void requirePacket(final CodedInputStream in, final Trace trace, final int index)
      throws IOException {
    final long word = trace.word(index);
    final int limit = in.pushLimit(in.readRawVarint32());
    final long[] fields = new long[8];
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      fields[tag >>> 3] = in.readUInt64();
    }
    in.popLimit(limit);
    assertEquals(index, fields[1]);
    assertEquals(RecordWord.isStore(word) ? 4 : 1, fields[2]);
    assertEquals(trace.address(index) & 0xffff_ffff_ffffL, fields[3]);
    assertEquals(RecordWord.size(word), fields[4]);
    assertEquals(RecordWord.pc(word), fields[7]);
  }

  /** A load and the store of the same instruction behind it are one; nothing else is. */
  @Test
  void writesInstructionsForChampSim() throws IOException {
    final Path file = directory.resolve("out.champsim");
    new Exports(file)
        .export(
            Traces.of(
                load(0x7000, 8).pc(0x400),
                store(0x7000, 8).pc(0x400),
                load(0x8000, 8).pc(0x404),
                load(0x8008, 8).pc(0x404),
                store(0x9000, 8).pc(0x408),
                load(0, 8).pc(0x40c),
                load(0xa000, 8).pc(0x410),
                store(0xa000, 8).pc(0x410).vcpu(1)),
            "champsim");
    assertEquals(
        List.of(
            "400 S7000 L7000",
            "404 S0 L8000",
            "404 S0 L8008",
            "408 S9000 L0",
            "410 S0 La000",
            "410 Sa000 L0"),
        instructions(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN)));
  }

  private static List<String> instructions(final ByteBuffer bytes) {
    final List<String> all = new ArrayList<>();
    for (int at = 0; at < bytes.capacity(); at += 64) {
      all.add(
          "%x S%x L%x"
              .formatted(bytes.getLong(at), bytes.getLong(at + 16), bytes.getLong(at + 32)));
      for (final int none : new int[] {8, 24, 40, 48, 56}) {
        assertEquals(0, bytes.getLong(at + none));
      }
    }
    return all;
  }

  /** Against a look at all that follows; longer than a block. */
  @Test
  void knowsWhenALineIsAskedForNext(final Random random) throws IOException {
    final Trace trace = Traces.mixed(random, 40_000);
    final Path file = directory.resolve("out.oracleGeneral");
    new Exports(file).export(trace, "oracle-general");
    final ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(trace.size() * 24, bytes.capacity());
    for (int i = 0; i < trace.size(); i += i < 1000 ? 1 : 997) {
      assertEquals(trace.address(i) >>> 6, bytes.getLong(i * 24 + 4));
      assertEquals(64, bytes.getInt(i * 24 + 12));
      assertEquals(next(trace, i), bytes.getLong(i * 24 + 16), "request " + i);
    }
    assertFalse(Files.exists(directory.resolve("out.oracleGeneral.part")));
  }

  private static long next(final Trace trace, final int index) {
    for (int i = index + 1; i < trace.size(); i++) {
      if (trace.address(i) >>> 6 == trace.address(index) >>> 6) {
        return i;
      }
    }
    return -1;
  }
}
