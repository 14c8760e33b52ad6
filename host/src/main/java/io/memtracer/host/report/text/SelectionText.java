package io.memtracer.host.report.text;

import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.Selection;
import java.util.ArrayList;
import java.util.List;

/** What is recorded, where that isn't all. */
final class SelectionText {

  private SelectionText() {}

  static String of(final Selection selection) {
    final List<String> parts = new ArrayList<>();
    if (selection.needsPhases()) {
      parts.add("what was done in phases" + calls(selection));
    }
    if (selection.skip() > 0) {
      parts.add("but for the first " + Quantity.count(selection.skip()));
    }
    if (selection.most() > 0) {
      parts.add("at most " + Quantity.count(selection.most()));
    }
    return String.join(", ", parts);
  }

  private static String calls(final Selection selection) {
    if (!selection.callsMatter()) {
      return "";
    }
    return " ("
        + (selection.from().isEmpty()
            ? ""
            : "from %s call of %s on"
                .formatted(
                    selection.isOnce() ? "the first" : "each",
                    Harmless.line(selection.beginning())))
        + (selection.from().isEmpty() || selection.until().isEmpty() ? "" : ", ")
        + (selection.until().isEmpty()
            ? ""
            : "until the next call of " + Harmless.line(selection.end()))
        + ")";
  }
}
