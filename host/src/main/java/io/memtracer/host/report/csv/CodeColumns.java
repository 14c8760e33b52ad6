package io.memtracer.host.report.csv;

import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodeName.SourceLine;
import java.util.List;
import java.util.Optional;

/** What lies at an address of code, in columns of its own beside the address. */
final class CodeColumns {

  private CodeColumns() {}

  /**
   * The names of the columns. A column's own key has no dot.
   *
   * @param key the address's column
   */
  static List<String> of(final String key) {
    return List.of(key + ".image", key + ".function", key + ".file", key + ".line");
  }

  /** Their values, empty where there is nothing to say. */
  static List<Object> values(final Optional<CodeName> name) {
    final Optional<SourceLine> line = name.flatMap(CodeName::line);
    return List.of(
        name.map(CodeName::image).orElse(""),
        name.flatMap(CodeColumns::function).orElse(""),
        line.map(SourceLine::file).orElse(""),
        line.<Object>map(SourceLine::number).orElse(""));
  }

  /** The one that the line is in: where functions were inlined, the innermost. */
  private static Optional<String> function(final CodeName name) {
    return name.inlined().stream().findFirst().or(name::function);
  }
}
