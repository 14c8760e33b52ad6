package io.memtracer.host.report;

import io.memtracer.host.status.DataName;

/**
 * Says what lies at an address of data: {@code table+0x40 phases}, {@code words.txt+0x1000}, {@code
 * [heap]}.
 */
final class DataText {

  private DataText() {}

  static String of(final DataName name) {
    final String owner = CodeText.lastPart(name.owner());
    final String offset =
        name.offset().isPresent() ? CodeText.offset(name.offset().getAsLong()) : "";
    return Harmless.line(
        name.symbol()
            .map(symbol -> CodeText.shortened(symbol) + offset + " " + owner)
            .orElse(owner + offset));
  }
}
