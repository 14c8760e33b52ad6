package io.memtracer.host.qemu;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What differs from one start of the same machine to the next.
 *
 * @param disk its disk
 * @param console file for what it prints on its serial console
 * @param agent Unix socket that QEMU makes, for talking to the agent
 * @param plugin what traces it
 * @param window whether QEMU opens a window, with the serial console in it
 */
public record LaunchSpec(
    Optional<Disk> disk,
    Optional<Path> console,
    Optional<Path> agent,
    Optional<PluginSpec> plugin,
    boolean window) {

  /** Nothing at all. */
  public static final LaunchSpec EMPTY =
      new LaunchSpec(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

  public LaunchSpec withDisk(final Disk value) {
    return new LaunchSpec(Optional.of(value), console, agent, plugin, window);
  }

  public LaunchSpec withConsole(final Path value) {
    return new LaunchSpec(disk, Optional.of(value), agent, plugin, window);
  }

  public LaunchSpec withAgent(final Path value) {
    return new LaunchSpec(disk, console, Optional.of(value), plugin, window);
  }

  public LaunchSpec withPlugin(final PluginSpec value) {
    return new LaunchSpec(disk, console, agent, Optional.of(value), window);
  }

  public LaunchSpec withWindow(final boolean value) {
    return new LaunchSpec(disk, console, agent, plugin, value);
  }
}
