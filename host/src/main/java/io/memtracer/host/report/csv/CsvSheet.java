package io.memtracer.host.report.csv;

import io.memtracer.api.result.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** One CSV file (RFC 4180, UTF-8), that only its owner may read. */
final class CsvSheet implements AutoCloseable {

  private static final CSVFormat FORMAT = CSVFormat.RFC4180;

  /** What a spreadsheet would take for the beginning of a formula. */
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final CSVPrinter printer;

  private CsvSheet(final CSVPrinter printer) {
    this.printer = printer;
  }

  /**
   * Makes the file, with a line of names of columns.
   *
   * @throws UncheckedIOException if it can't be written, as from all methods
   */
  static CsvSheet create(final Path file, final List<String> columns) {
    try {
      final Writer writer =
          Files.newBufferedWriter(
              Files.createFile(
                  file,
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------"))),
              StandardCharsets.UTF_8,
              StandardOpenOption.WRITE);
      final CsvSheet sheet = new CsvSheet(new CSVPrinter(writer, FORMAT));
      sheet.row(columns);
      return sheet;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void row(final Object... cells) {
    row(Arrays.asList(cells));
  }

  void row(final List<?> cells) {
    try {
      printer.printRecord(cells.stream().map(CsvSheet::safe).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A cell's value.
   *
   * @param value text or a number
   * @param unit what it counts: addresses are hexadecimal
   */
  static Object cell(final Object value, final Unit unit) {
    return unit.isAddress() && value instanceof Number number
        ? "0x" + Long.toHexString(number.longValue())
        : value;
  }

  /** Names come from the guest, which may hope for somebody who opens them in a spreadsheet. */
  private static Object safe(final Object cell) {
    return cell instanceof String text
            && !text.isEmpty()
            && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
        ? "'" + text
        : cell;
  }

  @Override
  public void close() {
    try {
      printer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
