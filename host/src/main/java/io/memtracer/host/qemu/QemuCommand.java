package io.memtracer.host.qemu;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds QEMU's argument list from the description of a machine. */
final class QemuCommand {

  private static final String AGENT_PORT = "org.memtracer.agent";
  private static final String SHARE_TAG = "host";
  private static final String DISK_NODE = "disk";

  private final List<String> line = new ArrayList<>();

  private QemuCommand() {}

  /**
   * The arguments, without the program and the monitor.
   *
   * @param overlay takes writes to a disk that is restored from a snapshot
   * @param control the plugin's control page
   * @param nothing an empty directory, for slots in which nothing is shared
   */
  static List<String> arguments(
      final MachineSpec machine,
      final LaunchSpec launch,
      final Optional<Path> overlay,
      final Optional<Path> control,
      final Path nothing) {
    final QemuCommand command = new QemuCommand();
    command.machine(machine);
    if (!launch.window()) {
      command.add("-display", "none");
    }
    machine.boot().ifPresent(command::boot);
    command.character(
        "serial",
        launch.console().map(launch.window() ? QemuCommand::consoleOfWindow : QemuCommand::file));
    command.add("-serial", "chardev:serial");
    if (machine.agentPort()) {
      command.agent(launch.agent());
    }
    launch.disk().ifPresent(disk -> command.disk(disk, overlay));
    launch.plugin().ifPresent(plugin -> command.plugin(plugin, control.orElseThrow()));
    command.line.addAll(machine.extra());
    for (int slot = 0; slot < machine.shareSlots(); slot++) {
      command.share(slot, slot < launch.shares().size() ? launch.shares().get(slot) : nothing);
    }
    return command.line;
  }

  /** A value as it must stand in an option of the form {@code key=value,key=value}. */
  static String escape(final String value) {
    return value.replace(",", ",,");
  }

  private void machine(final MachineSpec machine) {
    if (machine.bare()) {
      add("-nodefaults");
    }
    add("-no-user-config");
    add("-machine", machine.type());
    // One thread a vCPU also if there is but one: QEMU's other mode doesn't tell plugins when vCPUs
    // rest, and that is when they hand over what they have.
    add("-accel", "tcg,thread=multi");
    add("-cpu", machine.cpu());
    add("-m", machine.memoryMib() + "M");
    add("-smp", Integer.toString(machine.vcpus()));
    // A guest that would reboot, as after a panic, ends instead: there is nothing to trace then.
    add("-no-reboot");
  }

  private void boot(final LinuxBoot boot) {
    add("-kernel", boot.kernel().toString());
    add("-initrd", boot.initrd().toString());
    add("-append", boot.commandLine());
  }

  private void agent(final Optional<Path> socket) {
    character(
        "agent", socket.map(path -> "socket,server=on,wait=off,path=" + escape(path.toString())));
    add("-device", "virtio-serial-pci,id=memtracer-serial");
    add("-device", "virtserialport,bus=memtracer-serial.0,chardev=agent,name=" + AGENT_PORT);
  }

  /**
   * A directory that the guest can mount by its tag, and never write to, whoever it is there. QEMU
   * refuses to save a state in which one is mounted; where it leads may differ at the next start.
   */
  private void share(final int slot, final Path directory) {
    final String id = SHARE_TAG + slot;
    add(
        "-fsdev",
        "local,id=%s,path=%s,readonly=on,security_model=none,multidevs=remap"
            .formatted(id, escape(directory.toString())));
    add("-device", "virtio-9p-pci,fsdev=%s,mount_tag=%s".formatted(id, id));
  }

  private static String file(final Path path) {
    return "file,path=" + escape(path.toString());
  }

  /** In the window, and in a file. */
  private static String consoleOfWindow(final Path path) {
    return "vc,logfile=" + escape(path.toString()) + ",logappend=off";
  }

  /** A character device is always there, whether used or not: snapshots depend on it. */
  private void character(final String id, final Optional<String> backend) {
    add("-chardev", backend.orElse("null") + ",id=" + id);
  }

  private void disk(final Disk disk, final Optional<Path> overlay) {
    if (overlay.isPresent()) {
      blockdev(fileNode("image-file", disk.image()).put("read-only", true));
      blockdev(node("image-bytes", "raw").put("file", "image-file").put("read-only", true));
      final ObjectNode overlayFile = fileNode("overlay-file", overlay.get());
      // It is thrown away after the run: nothing in it needs to survive a power failure.
      overlayFile.putObject("cache").put("no-flush", true);
      blockdev(overlayFile);
      blockdev(
          node("disk-file", "qcow2").put("file", "overlay-file").put("backing", "image-bytes"));
    } else {
      blockdev(fileNode("disk-file", disk.image()));
    }
    blockdev(node(DISK_NODE, "qcow2").put("file", "disk-file"));
    disk.device().ifPresent(device -> add("-device", device + ",drive=" + DISK_NODE));
    disk.snapshot().ifPresent(snapshot -> add("-loadvm", snapshot));
  }

  private static ObjectNode fileNode(final String name, final Path path) {
    return node(name, "file").put("filename", path.toString());
  }

  private static ObjectNode node(final String name, final String driver) {
    return JsonNodeFactory.instance.objectNode().put("node-name", name).put("driver", driver);
  }

  private void blockdev(final ObjectNode node) {
    add("-blockdev", node.toString());
  }

  private void plugin(final PluginSpec plugin, final Path control) {
    final StringBuilder text = new StringBuilder(escape(plugin.library().toString()));
    text.append(",control=").append(escape(control.toString()));
    plugin
        .options()
        .forEach((key, value) -> text.append(',').append(key).append('=').append(escape(value)));
    add("-plugin", text.toString());
  }

  private void add(final String... arguments) {
    line.addAll(List.of(arguments));
  }
}
