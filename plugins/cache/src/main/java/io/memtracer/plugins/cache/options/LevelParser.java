package io.memtracer.plugins.cache.options;

import io.memtracer.api.InvalidOptionException;
import io.memtracer.plugins.cache.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what users type for levels: {@code l1:32K:8+l2:1M:16+llc:8M:16:shared}. */
public final class LevelParser {

  private static final Pattern LEVEL =
      Pattern.compile("(?<name>[a-z][a-z0-9-]*):(?<size>[^:]+):(?<ways>[^:]+)(?<words>(:[^:]+)*)");

  private static final Pattern SIZE = Pattern.compile("(?<number>[0-9]{1,9})(?<unit>[kKMG]?)");
  private static final Pattern WAYS = Pattern.compile("[0-9]{1,4}");
  private static final String FULL = "full";

  private static final String WORDS =
      "private, shared, "
          + Policy.keys()
          + ", write-back, write-through, allocate, no-allocate, inclusive,"
          + " exclusive, non-inclusive, next-line, stride";

  private final int lineBytes;

  public LevelParser(final int lineBytes) {
    this.lineBytes = lineBytes;
  }

  /** The levels; what they are is right, whether they fit together isn't looked at. */
  public List<LevelSpec> parse(final String text) {
    final List<LevelSpec> levels = new ArrayList<>();
    for (final String level : text.split("\\+", -1)) {
      levels.add(level(level));
    }
    return levels;
  }

  private LevelSpec level(final String text) {
    final Matcher matcher = LEVEL.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidOptionException(
          "a level is NAME:SIZE:WAYS and words such as shared, as in llc:8M:16:shared, but "
              + text
              + " isn't; levels are joined by +");
    }
    final long bytes = bytes(matcher.group("size"), text);
    LevelSpec spec = LevelSpec.of(matcher.group("name"), bytes, ways(matcher, bytes));
    final String words = matcher.group("words");
    if (!words.isEmpty()) {
      for (final String word : words.substring(1).split(":", -1)) {
        spec = with(spec, word, text);
      }
    }
    return spec;
  }

  private static long bytes(final String size, final String level) {
    final Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      throw new InvalidOptionException(
          "a level's size is a number of bytes, such as 48K or 8M, but "
              + size
              + " in "
              + level
              + " isn't");
    }
    final long number = Long.parseLong(matcher.group("number"));
    return switch (matcher.group("unit")) {
      case "" -> number;
      case "M" -> number << 20;
      case "G" -> number << 30;
      default -> number << 10;
    };
  }

  private int ways(final Matcher level, final long bytes) {
    final String ways = level.group("ways");
    if (ways.equals(FULL)) {
      return (int) Math.min(bytes / lineBytes, Integer.MAX_VALUE);
    }
    if (!WAYS.matcher(ways).matches()) {
      throw new InvalidOptionException(
          "a level's ways are a number of lines, or full, but "
              + ways
              + " in "
              + level.group()
              + " isn't");
    }
    return Integer.parseInt(ways);
  }

  private static LevelSpec with(final LevelSpec spec, final String word, final String level) {
    final Optional<Policy> policy = Policy.of(word);
    if (policy.isPresent()) {
      return spec.with(policy.get());
    }
    return switch (word) {
      case "private" -> spec;
      case "shared" -> spec.inCommon();
      case "write-back" -> spec.withWrites(true, spec.allocate());
      case "write-through" -> spec.withWrites(false, spec.allocate());
      case "allocate" -> spec.withWrites(spec.writeBack(), true);
      case "no-allocate" -> spec.withWrites(spec.writeBack(), false);
      case "inclusive" -> spec.with(Inclusion.INCLUSIVE);
      case "exclusive" -> spec.with(Inclusion.EXCLUSIVE);
      case "non-inclusive" -> spec.with(Inclusion.NON_INCLUSIVE);
      case "next-line" -> spec.with(Prefetch.NEXT_LINE);
      case "stride" -> spec.with(Prefetch.STRIDE);
      default ->
          throw new InvalidOptionException(
              "a level can be " + WORDS + ", but " + word + " in " + level + " is none of them");
    };
  }
}
