package io.memtracer.plugins.tlb;

import io.memtracer.api.InvalidOptionException;
import io.memtracer.plugins.support.LruBounds;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a TLB is.
 *
 * @param entries pages it knows
 * @param ways places for each page; the sets are a power of two
 */
record Geometry(int entries, int ways) {

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5}):([1-9][0-9]{0,5})");
  private static final int MAX_ENTRIES = 1 << 17;

  /**
   * Takes an option apart.
   *
   * @param option its name
   * @param text ENTRIES:WAYS
   */
  static Geometry parse(final String option, final String text) {
    final Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidOptionException(
          "option " + option + " must be ENTRIES:WAYS, such as 64:4, but is " + text);
    }
    final Geometry geometry =
        new Geometry(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    if (geometry.entries > MAX_ENTRIES
        || geometry.entries % geometry.ways != 0
        || Integer.bitCount(geometry.sets()) != 1) {
      throw new InvalidOptionException(
          "option "
              + option
              + " must have no more than "
              + MAX_ENTRIES
              + " entries, and a power of two of sets: entries divided by ways; but is "
              + text);
    }
    return geometry;
  }

  int sets() {
    return entries / ways;
  }

  /** Such a TLB of which nobody knows which pages it knows. */
  LruBounds unknown() {
    return new LruBounds(sets(), ways);
  }

  /** Such a TLB that knows no page. */
  LruSets empty() {
    return new LruSets(sets(), ways);
  }
}
