package io.memtracer.plugins.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.RecordWord;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tables, as DuckDB reads them. Its library takes 70 MB: docs/formats.md. */
@Tag("duckdb")
@ExtendWith(SeededRandom.class)
class DuckDbTest {

  /** More than a group of rows of Parquet. */
  private static final int RECORDS = 200_000;

  @TempDir private Path directory;

  @Test
  void readsParquet(final Random random) throws SQLException {
    final Trace trace = Traces.mixed(random, RECORDS);
    compare(rows(trace, "true", "false"), read(trace, "parquet"));
  }

  /** Hexadecimal addresses are numbers to it. */
  @Test
  void readsCsv(final Random random) throws SQLException {
    final Trace trace = Traces.mixed(random, RECORDS);
    compare(rows(trace, "1", "0"), read(trace, "csv"));
  }

  /** Row by row: nobody reads a message of all of them. */
  private static void compare(final List<String> expected, final List<String> read) {
    assertEquals(expected.size(), read.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), read.get(i));
    }
  }

  private List<String> read(final Trace trace, final String format) throws SQLException {
    final Path file = directory.resolve("out." + format);
    new Exports(file).export(trace, format);
    final String query =
        "select ordinal, vcpu, cpl, pc, store, size, address from '%s' order by ordinal"
            .formatted(file);
    final List<String> read = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        final StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append(rows.getString(i)).append(' ');
        }
        read.add(row.toString());
      }
    }
    return read;
  }

  private static List<String> rows(final Trace trace, final String store, final String load) {
    final List<String> rows = new ArrayList<>();
    for (int i = 0; i < trace.size(); i++) {
      final long word = trace.word(i);
      rows.add(
          "%d %d %d %s %s %d %s "
              .formatted(
                  i,
                  RecordWord.vcpu(word),
                  RecordWord.cpl(word),
                  Long.toUnsignedString(RecordWord.pc(word)),
                  RecordWord.isStore(word) ? store : load,
                  RecordWord.size(word),
                  Long.toUnsignedString(trace.address(i))));
    }
    return rows;
  }
}
