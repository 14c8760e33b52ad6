package io.memtracer.host.qemu;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What differs from one start of the same machine to the next.
 *
 * @param disk its disk
 * @param console file for what it prints on its serial console
 * @param agent Unix socket that QEMU makes, for talking to the agent
 * @param plugin what traces it
 * @param shares directories of the host that the guest may read, at most as many as it has slots
 * @param window whether QEMU opens a window, with the serial console in it
 */
public record LaunchSpec(
    Optional<Disk> disk,
    Optional<Path> console,
    Optional<Path> agent,
    Optional<PluginSpec> plugin,
    List<Path> shares,
    boolean window) {

  /** Nothing at all. */
  public static final LaunchSpec EMPTY =
      new LaunchSpec(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false);

  public LaunchSpec {
    shares = List.copyOf(shares);
  }

  public LaunchSpec withDisk(final Disk value) {
    return new LaunchSpec(Optional.of(value), console, agent, plugin, shares, window);
  }

  public LaunchSpec withConsole(final Path value) {
    return new LaunchSpec(disk, Optional.of(value), agent, plugin, shares, window);
  }

  public LaunchSpec withAgent(final Path value) {
    return new LaunchSpec(disk, console, Optional.of(value), plugin, shares, window);
  }

  public LaunchSpec withPlugin(final PluginSpec value) {
    return new LaunchSpec(disk, console, agent, Optional.of(value), shares, window);
  }

  public LaunchSpec withShares(final List<Path> value) {
    return new LaunchSpec(disk, console, agent, plugin, value, window);
  }

  public LaunchSpec withWindow(final boolean value) {
    return new LaunchSpec(disk, console, agent, plugin, shares, value);
  }
}
