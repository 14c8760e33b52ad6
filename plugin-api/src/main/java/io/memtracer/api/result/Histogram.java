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
 */
public record Histogram(
    String key, String title, Unit valueUnit, Unit countUnit, List<Bucket> buckets)
    implements Item {

  public Histogram {
    Keys.requireKey(key);
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(valueUnit, "valueUnit");
    Objects.requireNonNull(countUnit, "countUnit");
    buckets = List.copyOf(buckets);
    for (int i = 1; i < buckets.size(); i++) {
      if (buckets.get(i).low() <= buckets.get(i - 1).high()) {
        throw new IllegalArgumentException(
            "buckets must ascend, but " + buckets.get(i) + " follows " + buckets.get(i - 1));
      }
    }
  }
}
