package io.memtracer.host.report.csv;

import io.memtracer.host.report.DataText;
import io.memtracer.host.status.DataName;
import java.util.List;
import java.util.Optional;

/** What lies at an address of data, in columns of its own beside the address. */
final class DataColumns {

  private DataColumns() {}

  /**
   * The names of the columns. A column's own key has no dot.
   *
   * @param key the address's column
   */
  static List<String> of(final String key) {
    return List.of(key + ".owner", key + ".symbol", key + ".offset", key + ".later");
  }

  /** Their values, empty where there is nothing to say. */
  static List<Object> values(final Optional<DataName> name) {
    return List.of(
        name.map(DataName::owner).orElse(""),
        name.flatMap(DataName::symbol).orElse(""),
        name.filter(known -> known.offset().isPresent())
            .<Object>map(known -> known.offset().getAsLong())
            .orElse(""),
        name.map(DataText::later).orElse(""));
  }
}
