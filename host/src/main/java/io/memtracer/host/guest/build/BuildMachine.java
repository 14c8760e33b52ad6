package io.memtracer.host.guest.build;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memtracer.host.qemu.LinuxBoot;
import io.memtracer.host.qemu.MachineSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The machine in which a builder works on disks: the embedded system, with disks to work on. */
final class BuildMachine {

  /** For the agent to answer; it takes some seconds. */
  static final Duration BOOT_TIMEOUT = Duration.ofMinutes(3);

  private static final int RAM_MIB = 1024;

  /** No need to clear what will be overwritten, nor to check what only our script does. */
  private static final String COMMAND_LINE =
      EmbeddedSystem.COMMAND_LINE + " init_on_alloc=0 hardened_usercopy=off lsm=";

  private final List<String> disks = new ArrayList<>();

  /** Adds a disk; the first is {@code /dev/vda}, the second {@code /dev/vdb}. */
  BuildMachine disk(final String format, final Path file, final boolean readOnly) {
    final String name = "build" + disks.size();
    final ObjectNode below =
        JsonNodeFactory.instance
            .objectNode()
            .put("node-name", name + "-file")
            .put("driver", "file")
            .put("filename", file.toString())
            .put("read-only", readOnly);
    // Unless all goes well it is thrown away: nothing needs to survive on the way.
    below.putObject("cache").put("no-flush", true);
    final ObjectNode above =
        JsonNodeFactory.instance
            .objectNode()
            .put("node-name", name)
            .put("driver", format)
            .put("file", name + "-file")
            .put("read-only", readOnly);
    disks.addAll(List.of("-blockdev", below.toString(), "-blockdev", above.toString()));
    disks.addAll(List.of("-device", "virtio-blk-pci,drive=" + name));
    return this;
  }

  /** All of it. */
  MachineSpec spec(final Path kernel, final Path initrd) {
    return new MachineSpec(
        "q35",
        MachineSpec.DEFAULT_CPU,
        RAM_MIB,
        1,
        Optional.of(new LinuxBoot(kernel, initrd, COMMAND_LINE)),
        true,
        true,
        0,
        disks);
  }
}
