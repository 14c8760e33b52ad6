package io.memtracer.host.report.text;

import io.memtracer.api.result.Unit;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.FilesSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what a program saw of this machine's files, and where to find what it wrote. */
final class FilesText {

  private static final String INDENT = "         ";

  private FilesText() {}

  static List<String> lines(final FilesSeen seen, final TextStyle style, final Quantity quantity) {
    final List<String> lines = new ArrayList<>();
    lines.add(style.bold("files:") + "   " + shared(seen) + "; " + written(seen, quantity));
    if (seen.full()) {
      lines.add(
          style.alarm(
              INDENT
                  + "no more fitted into the guest's memory, of which files may take half:"
                  + " --ram MIB gives it more"));
    }
    if (!seen.leftOut().isEmpty()) {
      lines.add(
          INDENT + "not copied, since they lead out or are no files: " + names(seen.leftOut()));
    }
    return lines;
  }

  private static String shared(final FilesSeen seen) {
    return seen.shared().isEmpty()
        ? "none of this machine's could be read"
        : names(seen.shared()) + " could be read";
  }

  private static String written(final FilesSeen seen, final Quantity quantity) {
    final String removed =
        seen.removed() == 0 ? "" : ", " + Quantity.count(seen.removed()) + " removed";
    if (seen.files() == 0) {
      return "nothing was written" + removed;
    }
    final long others = seen.files() - seen.names().size();
    return Quantity.count(seen.files())
        + (seen.files() == 1 ? " file (" : " files (")
        + quantity.cell(seen.bytes(), Unit.BYTES)
        + ") written"
        + removed
        + seen.keptIn().map(to -> " and copied to " + Harmless.line(to)).orElse(" and discarded")
        + ": "
        + names(seen.names())
        + (others > 0 ? ", ..." : "");
  }

  private static String names(final List<String> names) {
    return names.stream().map(Harmless::line).collect(Collectors.joining(", "));
  }
}
