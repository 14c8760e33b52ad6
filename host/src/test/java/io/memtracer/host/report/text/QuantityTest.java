package io.memtracer.host.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.result.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuantityTest {

  private final Quantity quantity = new Quantity(TextStyle.plain(true));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0 B",
        "-8|-8 B",
        "1023|1,023 B",
        "1024|1 KiB",
        "5000|4.88 KiB",
        "-65536|-64 KiB",
        "1048575|1.00 MiB",
        "1048576|1 MiB",
        "104857600|100 MiB",
        "9223372036854775807|8 EiB",
        "-9223372036854775808|-8 EiB"
      })
  void writesBytesWithBinaryPrefixes(final long bytes, final String text) {
    assertEquals(text, quantity.cell(bytes, Unit.BYTES));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0%",
    "1, 100.0%",
    "0.5, 50.0%",
    "0.0001, <0.1%",
    "0.9999, >99.9%",
    "0.9994, 99.9%"
  })
  void neverClaimsNothingOrEverythingThatIsNot(final double ratio, final String text) {
    assertEquals(text, quantity.cell(ratio, Unit.RATIO));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "999, 999 ns",
    "1000, 1.00 µs",
    "999499, 999 µs",
    "999500, 1.00 ms",
    "12345678, 12.3 ms",
    "999500000, 1.00 s",
    "59900000000, 59.9 s",
    "125000000000, 2 min 5 s"
  })
  void writesDurationsInTheUnitThatSuits(final long nanos, final String text) {
    assertEquals(text, quantity.duration(nanos));
  }

  @Test
  void writesMicrosecondsInAsciiWhereThatIsAllThereIs() {
    assertEquals("1.50 us", new Quantity(TextStyle.plain(false)).cell(1500L, Unit.NANOS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "345.678|345.7",
        "12345.678|12,345.7",
        "1.5|1.50",
        "0.123456|0.123",
        "0.0000123|1.23e-05",
        "7|7",
        "-7|-7",
        "1e300|1.00e+300"
      })
  void roundsFractionsForPeople(final double value, final String text) {
    assertEquals(text, quantity.cell(value, Unit.COUNT));
  }

  @Test
  void writesAddressesAsUnsignedHexadecimals() {
    assertEquals("0xffffffffffffffff", quantity.cell(-1L, Unit.DATA_ADDRESS));
    assertEquals("0x0", quantity.cell(0L, Unit.DATA_ADDRESS));
  }

  @Test
  void agreesInNumber() {
    assertEquals("1 page", quantity.withUnit(1L, Unit.PAGES));
    assertEquals("0 pages", quantity.withUnit(0L, Unit.PAGES));
    assertEquals("1 access", quantity.withUnit(1L, Unit.ACCESSES));
    assertEquals(
        "9,223,372,036,854,775,807 accesses", quantity.withUnit(Long.MAX_VALUE, Unit.ACCESSES));
  }

  @Test
  void writesRates() {
    assertEquals("34.1 million records/s", Quantity.rate(80_000_123, 2_345_000_000L));
    assertEquals("5 records/s", Quantity.rate(5, 1_000_000_000L));
    assertEquals("0 records/s", Quantity.rate(0, 0));
  }
}
