package io.memtracer.host.guest.build;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Finds out whether a guest's kernel has what it takes to show programs the host's files. */
final class SharingCheck {

  private static final String LACKS = "memtracer: lacks ";
  private static final List<String> FILE_SYSTEMS = List.of("9p", "overlay");

  /** To be run in the guest: what is loaded then need not be in a run. */
  static final String SCRIPT =
      "modprobe -a 9pnet_virtio 9p overlay >/dev/null 2>&1\n" + look(FILE_SYSTEMS);

  private final Set<String> lacking = new ConcurrentSkipListSet<>();

  static String look(final List<String> fileSystems) {
    return """
    for wanted in %s; do
      grep -q "[[:space:]]$wanted$" /proc/filesystems || echo "%s$wanted"
    done
    :
    """
        .formatted(String.join(" ", fileSystems), LACKS);
  }

  /** Takes a line that the script said, or something else did. */
  void hear(final String line) {
    FILE_SYSTEMS.stream().filter(name -> line.equals(LACKS + name)).forEach(lacking::add);
  }

  /** What it lacks, for people; empty if nothing. */
  Optional<String> lacks() {
    return lacking.isEmpty() ? Optional.empty() : Optional.of(String.join(" and no ", lacking));
  }
}
