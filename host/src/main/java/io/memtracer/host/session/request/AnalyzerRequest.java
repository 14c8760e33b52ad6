package io.memtracer.host.session.request;

import io.memtracer.host.status.TraceException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An analyzer the user asked for.
 *
 * @param name as in {@code --analyzer NAME}
 * @param options as typed, unchecked
 */
public record AnalyzerRequest(String name, Map<String, String> options) {

  private static final String TOOL_ANALYZER = "external-process";

  /** An analysis tool that reads records from a FIFO, with all else as by default. */
  public static AnalyzerRequest tool(final String path) {
    return new AnalyzerRequest(TOOL_ANALYZER, Map.of("path", path));
  }

  /**
   * Reads {@code NAME[:key=value,...]}.
   *
   * @throws TraceException naming the piece that isn't {@code key=value}, or the key given twice
   */
  public static AnalyzerRequest parse(final String text) {
    final int colon = text.indexOf(':');
    if (colon < 0) {
      return new AnalyzerRequest(text, Map.of());
    }
    final Map<String, String> options = new LinkedHashMap<>();
    for (final String piece : text.substring(colon + 1).split(",", -1)) {
      final int equals = piece.indexOf('=');
      if (equals < 1) {
        throw TraceException.user(
            "--analyzer options must be key=value, separated by commas, but '"
                + piece
                + "' in '"
                + text
                + "' isn't");
      }
      if (options.put(piece.substring(0, equals), piece.substring(equals + 1)) != null) {
        throw TraceException.user(
            "--analyzer option "
                + piece.substring(0, equals)
                + " is there twice in '"
                + text
                + "'");
      }
    }
    return new AnalyzerRequest(text.substring(0, colon), options);
  }
}
