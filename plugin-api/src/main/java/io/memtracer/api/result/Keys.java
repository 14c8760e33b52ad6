package io.memtracer.api.result;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Keys name a piece of a result for scripts, and stay the same when titles are reworded. */
final class Keys {

  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private Keys() {}

  static void requireKey(final String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "a key is lower-case letters, digits and dashes, but key=" + key);
    }
  }

  static void requireDistinct(final String what, final List<String> keys) {
    final Set<String> seen = new HashSet<>();
    for (final String key : keys) {
      if (!seen.add(key)) {
        throw new IllegalArgumentException(
            what + " must have different keys, but " + key + " is there twice");
      }
    }
  }
}
