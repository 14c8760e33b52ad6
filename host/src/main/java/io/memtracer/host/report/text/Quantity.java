package io.memtracer.host.report.text;

import io.memtracer.api.result.Unit;
import io.memtracer.host.report.Harmless;
import java.util.Locale;

/** Writes numbers for people. */
public final class Quantity {

  private static final String[] BINARY = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final double KIBI = 1024;
  private static final double SHOWN_AS_NOTHING = 0.0005;
  private static final double NANOS_PER_MINUTE = 60e9;
  private static final double UNGROUPED_LIMIT = 1e15;

  private final TextStyle style;

  public Quantity(final TextStyle style) {
    this.style = style;
  }

  /** The number with its unit, as it stands alone: {@code 1,234 pages}. */
  public String withUnit(final Object value, final Unit unit) {
    final String what = Harmless.line(isOne(value) ? unit.one() : unit.many());
    return what.isEmpty() ? cell(value, unit) : cell(value, unit) + " " + what;
  }

  /** The number under a heading that says what is counted: {@code 1,234}. */
  public String cell(final Object value, final Unit unit) {
    if (value instanceof String text) {
      return Harmless.line(text);
    }
    final Number number = (Number) value;
    return switch (unit.kind()) {
      case NUMBER, TEXT -> plain(number);
      case BYTES -> bytes(number);
      case RATIO -> percent(number.doubleValue());
      case NANOS -> nanos(number.doubleValue());
      case CODE_ADDRESS, DATA_ADDRESS -> "0x" + Long.toHexString(number.longValue());
    };
  }

  /** A count that isn't part of a result. */
  public static String count(final long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Records per second, to three digits: {@code 34.2 million records/s}. */
  public static String rate(final long records, final long nanos) {
    final double perSecond = records * 1e9 / Math.max(1, nanos);
    if (perSecond >= 1e6) {
      return threeDigits(perSecond / 1e6) + " million records/s";
    }
    return count(Math.round(perSecond)) + " records/s";
  }

  /** A share that never claims nothing or everything when it isn't: {@code >99.9%}. */
  public static String percent(final double ratio) {
    if (ratio > 0 && ratio < SHOWN_AS_NOTHING) {
      return "<0.1%";
    }
    if (ratio < 1 && ratio >= 1 - SHOWN_AS_NOTHING) {
      return ">99.9%";
    }
    return String.format(Locale.ROOT, "%.1f%%", ratio * 100);
  }

  /** A duration that isn't part of a result. */
  public String duration(final long nanos) {
    return nanos((double) nanos);
  }

  /** A duration in the unit that suits its length. */
  private String nanos(final double nanos) {
    final double size = Math.abs(nanos);
    if (size < 1e3) {
      return plain(nanos) + " ns";
    } else if (size < 999_500) {
      return threeDigits(nanos / 1e3) + (style.unicode() ? " µs" : " us");
    } else if (size < 999_500_000) {
      return threeDigits(nanos / 1e6) + " ms";
    } else if (size < NANOS_PER_MINUTE) {
      return threeDigits(nanos / 1e9) + " s";
    }
    final long seconds = Math.round(nanos / 1e9);
    return String.format(Locale.ROOT, "%,d min %d s", seconds / 60, Math.abs(seconds % 60));
  }

  private static boolean isOne(final Object value) {
    return value instanceof Long number && number == 1;
  }

  private static String plain(final Number number) {
    if (number instanceof Long whole) {
      return count(whole);
    }
    final double value = number.doubleValue();
    if (value == Math.rint(value) && Math.abs(value) < UNGROUPED_LIMIT) {
      return count((long) value);
    }
    final double size = Math.abs(value);
    if (size >= UNGROUPED_LIMIT || size < 0.001) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    return String.format(Locale.ROOT, size >= 100 ? "%,.1f" : size >= 1 ? "%.2f" : "%.3f", value);
  }

  public static String bytes(final Number number) {
    final double value = number.doubleValue();
    if (Math.abs(value) < KIBI) {
      return plain(number) + " B";
    }
    double scaled = value / KIBI;
    int prefix = 0;
    while (Math.abs(scaled) >= 999.5 && prefix < BINARY.length - 1) {
      scaled /= KIBI;
      prefix++;
    }
    final String digits = scaled == Math.rint(scaled) ? count((long) scaled) : threeDigits(scaled);
    return digits + " " + BINARY[prefix];
  }

  /** As many digits as tell something. */
  public static String threeDigits(final double value) {
    final double size = Math.abs(value);
    final String format = size >= 99.95 ? "%,.0f" : size >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
