package io.memtracer.plugins.support;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The few of many that come first in an order: a list of twenty needs no sorting of a million. Not
 * thread-safe.
 *
 * @param <T> what is ordered
 */
public final class Top<T> {

  private final int limit;
  private final Comparator<T> order;
  private final PriorityQueue<T> lastFirst;

  /**
   * Makes an empty one.
   *
   * @param limit how many are kept
   * @param order those to keep come first
   */
  public Top(final int limit, final Comparator<T> order) {
    this.limit = limit;
    this.order = order;
    lastFirst = new PriorityQueue<>(order.reversed());
  }

  /**
   * One of the many.
   *
   * @param one kept until there are enough that come before it
   */
  public void add(final T one) {
    if (lastFirst.size() < limit) {
      lastFirst.add(one);
    } else if (limit > 0 && order.compare(one, lastFirst.peek()) < 0) {
      lastFirst.poll();
      lastFirst.add(one);
    }
  }

  /**
   * Those that are kept.
   *
   * @return in their order
   */
  public List<T> inOrder() {
    return lastFirst.stream().sorted(order).toList();
  }
}
