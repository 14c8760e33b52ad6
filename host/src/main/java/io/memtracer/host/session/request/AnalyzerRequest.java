package io.memtracer.host.session.request;

import io.memtracer.host.status.Parts;
import io.memtracer.host.status.TraceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An analyzer the user asked for.
 *
 * @param name as in {@code --analyzer NAME}
 * @param options as typed, unchecked
 * @param parts of what parts of the records its figures are wanted too
 */
public record AnalyzerRequest(String name, Map<String, String> options, Parts parts) {

  /** The option of analyzers that can look at some lines only. */
  public static final String SAMPLE_LINES = "sample-lines";

  private static final String TOOL_ANALYZER = "external-process";

  /** An analyzer whose figures are wanted for all records together. */
  public AnalyzerRequest(final String name, final Map<String, String> options) {
    this(name, options, Parts.NONE);
  }

  /** An analysis tool that reads records from a FIFO, with all else as by default. */
  public static AnalyzerRequest tool(final String path) {
    return new AnalyzerRequest(TOOL_ANALYZER, Map.of("path", path));
  }

  /**
   * Reads {@code NAME[:key=value,...]}. A comma in a value is written twice.
   *
   * @throws TraceException naming the piece that isn't {@code key=value}, or the key given twice
   */
  public static AnalyzerRequest parse(final String text) {
    final int colon = text.indexOf(':');
    if (colon < 0) {
      return new AnalyzerRequest(text, Map.of());
    }
    final Map<String, String> options = new LinkedHashMap<>();
    for (final String piece : pieces(text.substring(colon + 1))) {
      final int equals = piece.indexOf('=');
      if (equals < 1) {
        throw TraceException.user(
            "--analyzer options must be key=value, separated by commas (a comma in a value is"
                + " written twice), but '"
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

  /** Splits at single commas; two in a row are one that belongs to a value. */
  private static List<String> pieces(final String text) {
    final List<String> pieces = new ArrayList<>();
    final StringBuilder piece = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      final boolean comma = text.charAt(i) == ',';
      if (comma && text.startsWith(",,", i)) {
        piece.append(',');
        i++;
      } else if (comma) {
        pieces.add(piece.toString());
        piece.setLength(0);
      } else {
        piece.append(text.charAt(i));
      }
    }
    pieces.add(piece.toString());
    return pieces;
  }

  /**
   * The same that looks at a share of all lines, unless it was told another one.
   *
   * @param share as typed
   */
  public AnalyzerRequest ofLines(final String share) {
    final Map<String, String> more = new LinkedHashMap<>(options);
    more.putIfAbsent(SAMPLE_LINES, share);
    return new AnalyzerRequest(name, more, parts);
  }

  /** The same with figures of parts of the records, too. */
  public AnalyzerRequest by(final Parts wanted) {
    return new AnalyzerRequest(name, options, wanted);
  }
}
