package io.memtracer.host.qemu;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The plugin to load into QEMU. It gets the control page's path in addition.
 *
 * @param library the shared object
 * @param options its options, in order
 */
public record PluginSpec(Path library, Map<String, String> options) {

  public PluginSpec {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** Writes records to a FIFO, and ends QEMU when we die. */
  public static PluginSpec withFifo(final Path library, final Path fifo) {
    return new PluginSpec(library, Map.of()).with("fifo", fifo.toString()).with("lifeline", "on");
  }

  /** Writes records to rings in files whose names begin alike, and ends QEMU when we die. */
  public static PluginSpec withRing(final Path library, final Path prefix, final int ringBytes) {
    return new PluginSpec(library, Map.of())
        .with("ring", prefix.toString())
        .with("ringbytes", Integer.toString(ringBytes))
        .with("lifeline", "on");
  }

  /** The same with one more option. */
  public PluginSpec with(final String key, final String value) {
    final Map<String, String> more = new LinkedHashMap<>(options);
    more.put(key, value);
    return new PluginSpec(library, more);
  }

  /** QEMU's arguments to load it. */
  List<String> arguments(final Path control) {
    final StringBuilder text = new StringBuilder(QemuOption.escape(library.toString()));
    text.append(",control=").append(QemuOption.escape(control.toString()));
    options.forEach(
        (key, value) -> text.append(',').append(key).append('=').append(QemuOption.escape(value)));
    return List.of("-plugin", text.toString());
  }
}
