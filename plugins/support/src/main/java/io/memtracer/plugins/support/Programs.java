package io.memtracer.plugins.support;

import io.memtracer.api.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the programs that tasks execute, each layout of their memory apart, in the order in which
 * they come. 0 is that nobody knows. Not thread-safe.
 */
public final class Programs {

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private Task last = Task.UNKNOWN;
  private int lastNumber;

  /** None has come yet. */
  public Programs() {
    number("");
  }

  /**
   * The number of a task's program. Costs little while it is the task that was asked for before.
   *
   * @param task who makes the accesses
   * @return 0 or more
   */
  public int of(final Task task) {
    if (!task.equals(last)) {
      last = task;
      lastNumber = number(task.image());
    }
    return lastNumber;
  }

  private int number(final String program) {
    return numbers.computeIfAbsent(
        program,
        name -> {
          names.add(name);
          return names.size() - 1;
        });
  }

  /**
   * How many numbers there are, 0 included.
   *
   * @return 1 or more
   */
  public int size() {
    return names.size();
  }

  /**
   * Writes their names down.
   *
   * @param out where to
   * @throws IOException if that can't be written to
   */
  public void save(final DataOutput out) throws IOException {
    out.writeInt(names.size());
    for (final String name : names) {
      out.writeUTF(name);
    }
  }

  /**
   * Numbers the programs that came later, in their order.
   *
   * @param in what {@link #save} of others wrote
   * @return by their numbers there, the numbers here
   * @throws IOException if that can't be read
   */
  public int[] append(final DataInput in) throws IOException {
    final int[] here = new int[in.readInt()];
    for (int there = 0; there < here.length; there++) {
      here[there] = number(in.readUTF());
    }
    return here;
  }

  /**
   * What a program is called.
   *
   * @param number from {@link #of}
   * @return as {@link Task#image} has it
   */
  public String name(final int number) {
    return names.get(number);
  }
}
