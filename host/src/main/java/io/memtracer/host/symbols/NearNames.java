package io.memtracer.host.symbols;

import io.memtracer.host.status.Spelling;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Names of functions that somebody may have meant: as their source spells them, spelled nearly
 * alike, or with that in them.
 */
final class NearNames {

  private static final int MOST = 3;
  private static final int MOST_SPELLED = 200;

  private NearNames() {}

  /**
   * Looks for them.
   *
   * @param asked what was meant to be a name
   * @param names those that there are, as symbols
   * @return the nearest, each with its source's spelling if that is another; none if none is near
   */
  static List<String> of(final String asked, final List<String> names) {
    final List<String> spelled = spelledSo(asked, names);
    return spelled.isEmpty() ? alike(asked, names) : spelled;
  }

  private static List<String> spelledSo(final String asked, final List<String> names) {
    final String plain = withoutParameters(asked);
    final String last = plain.substring(plain.lastIndexOf(':') + 1);
    final Map<String, String> spellings =
        new TreeMap<>(
            Demangler.demangle(
                names.stream().filter(name -> name.contains(last)).limit(MOST_SPELLED).toList()));
    return spellings.entrySet().stream()
        .filter(one -> ("::" + withoutParameters(one.getValue())).endsWith("::" + plain))
        .limit(MOST)
        .map(one -> "%s (%s)".formatted(one.getKey(), one.getValue()))
        .toList();
  }

  private static String withoutParameters(final String spelling) {
    final int open = spelling.indexOf('(', 1);
    return open < 0 ? spelling : spelling.substring(0, open);
  }

  /** A name, and how far it is from what was asked for. */
  private record Near(String name, int distance) {}

  private static List<String> alike(final String asked, final List<String> names) {
    return names.stream()
        .distinct()
        .flatMap(name -> near(asked, name).stream())
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .limit(MOST)
        .map(Near::name)
        .toList();
  }

  private static Optional<Near> near(final String asked, final String name) {
    final int most = Math.max(1, asked.length() / 3);
    if (Math.abs(name.length() - asked.length()) > most) {
      return Stream.of(name)
          .filter(longer -> asked.length() > 2 && lower(longer).contains(lower(asked)))
          .map(longer -> new Near(longer, longer.length()))
          .findFirst();
    }
    final int distance = Spelling.distance(lower(asked), lower(name));
    return distance > most ? Optional.empty() : Optional.of(new Near(name, distance));
  }

  private static String lower(final String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
