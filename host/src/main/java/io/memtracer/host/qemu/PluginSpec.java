package io.memtracer.host.qemu;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The plugin to load into QEMU. It gets the control page's path in addition.
 *
 * @param library the shared object
 * @param options its options, in order
 */
public record PluginSpec(Path library, Map<String, String> options) {

  /** What a vCPU stages before it hands it over through a ring: the longest message. */
  public static final int RING_BATCH_BYTES = 16 << 10;

  /** The smallest ring for such batches: the plugin wants room for sixteen. */
  public static final int MIN_RING_BYTES = 16 * RING_BATCH_BYTES;

  public PluginSpec {
    options = new LinkedHashMap<>(options);
  }

  /** Writes records to a FIFO, and ends QEMU when we die. */
  public static PluginSpec withFifo(final Path library, final Path fifo) {
    final Map<String, String> options = new LinkedHashMap<>();
    options.put("fifo", fifo.toString());
    options.put("lifeline", "on");
    return new PluginSpec(library, options);
  }

  /**
   * The same, telling in the FIFO what is missing between records, which not every reader knows.
   */
  public PluginSpec tellingGaps() {
    final Map<String, String> more = new LinkedHashMap<>(options);
    more.put("gaps", "on");
    return new PluginSpec(library, more);
  }

  /**
   * Writes records to shared rings, and ends QEMU when we die.
   *
   * @param prefix what the names of the files begin with that the plugin makes
   * @param ringBytes capacity of each vCPU's ring, a power of two from {@link #MIN_RING_BYTES} to 1
   *     GiB
   * @param taskRows room for tasks; 0 if they are not to be told apart
   * @param phaseRows the same for phases
   */
  public static PluginSpec withRing(
      final Path library,
      final Path prefix,
      final int ringBytes,
      final int taskRows,
      final int phaseRows) {
    final Map<String, String> options = new LinkedHashMap<>();
    options.put("ring", prefix.toString());
    options.put("ringbytes", Integer.toString(ringBytes));
    options.put("batch", Integer.toString(RING_BATCH_BYTES));
    if (taskRows > 0) {
      options.put("tasks", Integer.toString(taskRows));
    }
    if (phaseRows > 0) {
      options.put("phases", Integer.toString(phaseRows));
    }
    options.put("lifeline", "on");
    return new PluginSpec(library, options);
  }
}
