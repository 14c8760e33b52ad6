package io.memtracer.plugins.external;

/** Says for the user which tool failed, at which step, why, and what it printed last. */
final class ToolMessage {

  private ToolMessage() {}

  /**
   * The message.
   *
   * @param tool null if it was not started
   */
  static String of(
      final ToolOptions options, final ToolStep step, final String what, final ToolProcess tool) {
    final StringBuilder message =
        new StringBuilder("tool ")
            .append(options.name())
            .append(" (")
            .append(options.path())
            .append(") failed while ")
            .append(step.text())
            .append(": ")
            .append(what);
    if (tool != null) {
      addWords(message, "standard output", tool.output().lastWords());
      addWords(message, "standard error", tool.errors().lastWords());
    }
    return message.toString();
  }

  private static void addWords(
      final StringBuilder message, final String stream, final String words) {
    if (!words.isEmpty()) {
      message.append("\n  last on its ").append(stream).append(": ").append(Printable.of(words));
    }
  }
}
