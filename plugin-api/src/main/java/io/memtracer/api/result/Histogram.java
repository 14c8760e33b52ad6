package io.memtracer.api.result;

import java.util.List;
import java.util.Objects;

/**
 * How often values occurred.
 *
 * @param key name for scripts
 * @param title heading for people
 * @param valueUnit what the bucketed values are
 * @param countUnit what is counted
 * @param buckets ranges, ascending, without overlap; those that are empty may be left out
 * @param outside what is counted but has no value, such as the first accesses to something; their
 *     keys differ
 */
public record Histogram(
    String key,
    String title,
    Unit valueUnit,
    Unit countUnit,
    List<Bucket> buckets,
    List<Outside> outside)
    implements Item {

  /**
   * Things counted that lie in no range.
   *
   * @param key name for scripts
   * @param label what they are, for people
   * @param count how many, at least 0
   */
  public record Outside(String key, String label, long count) {

    public Outside {
      Keys.requireKey(key);
      Objects.requireNonNull(label, "label");
      if (count < 0) {
        throw new IllegalArgumentException("count must be at least 0, but count=" + count);
      }
    }
  }

  public Histogram {
    Keys.requireKey(key);
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(valueUnit, "valueUnit");
    Objects.requireNonNull(countUnit, "countUnit");
    buckets = List.copyOf(buckets);
    outside = List.copyOf(outside);
    Keys.requireDistinct(
        "what is outside of histogram " + key, outside.stream().map(Outside::key).toList());
    for (int i = 1; i < buckets.size(); i++) {
      if (buckets.get(i).low() <= buckets.get(i - 1).high()) {
        throw new IllegalArgumentException(
            "buckets must ascend, but " + buckets.get(i) + " follows " + buckets.get(i - 1));
      }
    }
  }

  /**
   * A histogram of things that all have a value.
   *
   * @param key name for scripts
   * @param title heading for people
   * @param valueUnit what the bucketed values are
   * @param countUnit what is counted
   * @param buckets ranges, ascending, without overlap
   */
  public Histogram(
      final String key,
      final String title,
      final Unit valueUnit,
      final Unit countUnit,
      final List<Bucket> buckets) {
    this(key, title, valueUnit, countUnit, buckets, List.of());
  }
}
