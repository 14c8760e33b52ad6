package io.memtracer.host.report;

import io.memtracer.host.status.DataName;
import java.util.List;

/**
 * Says what lies at an address of data: {@code table+0x40 phases}, {@code words.txt+0x1000}, {@code
 * [heap]}; where it was one thing after another, {@code words.txt+0x1000, then [anonymous]}.
 */
public final class DataText {

  private static final String THEN = ", then ";

  private DataText() {}

  static String of(final DataName name) {
    final String later = later(name);
    return alone(name) + (later.isEmpty() ? "" : THEN + later);
  }

  /** What came there later; empty if nothing did. */
  public static String later(final DataName name) {
    final List<String> things = name.later().stream().map(DataText::alone).toList();
    return String.join(THEN, things)
        + (name.laterUnnamed() == 0 ? "" : THEN + name.laterUnnamed() + " more");
  }

  private static String alone(final DataName name) {
    final String owner = CodeText.lastPart(name.owner());
    final String offset =
        name.offset().isPresent() ? CodeText.offset(name.offset().getAsLong()) : "";
    return Harmless.line(
        name.symbol()
            .map(symbol -> CodeText.shortened(symbol) + offset + " " + owner)
            .orElse(owner + offset));
  }
}
