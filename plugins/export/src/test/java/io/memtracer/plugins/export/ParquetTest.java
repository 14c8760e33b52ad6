package io.memtracer.plugins.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.RecordWord;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tables in Parquet, by a reader that knows no more than the format's description. */
@ExtendWith(SeededRandom.class)
class ParquetTest {

  private static final List<String> COLUMNS =
      List.of(
          "ordinal", "vcpu", "cpl", "process", "thread", "phase", "pc", "store", "size", "address");

  /** More than a group of rows. */
  private static final int RECORDS = 200_000;

  @TempDir private Path directory;

  private Path export(final Trace trace) {
    final Path file = directory.resolve("out.parquet");
    new Exports(file).export(trace, "parquet");
    return file;
  }

  @Test
  void hasWhatItsDescriptionSays(final Random random) throws IOException {
    final Trace trace = Traces.mixed(random, RECORDS);
    final ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(export(trace))).order(ByteOrder.LITTLE_ENDIAN);
    final int end = file.capacity();
    assertEquals("PAR1", text(file, 0));
    assertEquals("PAR1", text(file, end - 4));
    final Map<Integer, Object> footer =
        new ThriftReader(file.duplicate().position(end - 8 - file.getInt(end - 8))).struct();
    assertEquals((long) RECORDS, footer.get(3));
    final List<?> schema = (List<?>) footer.get(2);
    assertEquals(COLUMNS, schema.stream().skip(1).map(one -> ((Map<?, ?>) one).get(4)).toList());
    int row = 0;
    for (final Object group : (List<?>) footer.get(4)) {
      final List<?> columns = (List<?>) ((Map<?, ?>) group).get(1);
      final ByteBuffer pcs = page(file, columns.get(6));
      final ByteBuffer stores = page(file, columns.get(7));
      final ByteBuffer sizes = page(file, columns.get(8));
      final ByteBuffer addresses = page(file, columns.get(9));
      for (int i = 0; addresses.hasRemaining(); i++, row++) {
        final long word = trace.word(row);
        assertEquals(trace.address(row), addresses.getLong());
        assertEquals(RecordWord.pc(word), pcs.getLong());
        assertEquals(RecordWord.size(word), sizes.getInt());
        assertEquals(RecordWord.isStore(word) ? 1 : 0, stores.get(i >> 3) >> (i & 7) & 1);
      }
    }
    assertEquals(RECORDS, row);
  }

  private static String text(final ByteBuffer file, final int at) {
    final byte[] text = new byte[4];
    file.get(at, text);
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static ByteBuffer page(final ByteBuffer file, final Object column) throws IOException {
    final Map<?, ?> said = (Map<?, ?>) ((Map<?, ?>) column).get(3);
    final ByteBuffer in = file.duplicate().position(((Long) said.get(9)).intValue());
    final Map<Integer, Object> header = new ThriftReader(in).struct();
    final byte[] packed = new byte[((Long) header.get(3)).intValue()];
    in.get(packed);
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      final byte[] plain = gzip.readAllBytes();
      assertEquals(header.get(2), (long) plain.length);
      return ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  @Test
  void isNotCompressedTwice() {
    final Exports exports = new Exports(directory.resolve("out.gz"));
    final InvalidOptionException refused =
        assertThrows(InvalidOptionException.class, () -> exports.analyzer("parquet", Map.of()));
    assertEquals(
        "parquet is compressed by itself, so its file can't be one that ends in .gz, but '"
            + directory.resolve("out.gz")
            + "' is",
        refused.getMessage());
  }
}
