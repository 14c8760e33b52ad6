package io.memtracer.host.qemu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a QEMU's process, with a monitor that connects to us, and little of our environment. */
final class QemuSpawn {

  private static final List<String> INHERITED =
      List.of(
          "PATH",
          "HOME",
          "TMPDIR",
          "LD_LIBRARY_PATH",
          "DISPLAY",
          "WAYLAND_DISPLAY",
          "XAUTHORITY",
          "XDG_RUNTIME_DIR");

  private QemuSpawn() {}

  /**
   * Starts it.
   *
   * @param arguments its arguments; those for the monitor are added
   * @param monitor the socket where its monitor connects
   */
  static Process of(final QemuBinary qemu, final List<String> arguments, final Path monitor)
      throws IOException {
    final List<String> line = new ArrayList<>();
    line.add(qemu.executable().toString());
    line.addAll(arguments);
    line.addAll(monitor(qemu.version(), monitor));
    final ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    final Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(INHERITED);
    environment.put("LC_ALL", "C");
    return builder.start();
  }

  private static List<String> monitor(final QemuVersion qemu, final Path socket) {
    final String socketOption = "socket,id=qmp,path=" + QemuCommand.escape(socket.toString());
    return qemu.hasMonitorObjects()
        ? List.of("-chardev", socketOption, "-object", "monitor-qmp,id=monitor,chardev=qmp")
        : List.of("-chardev", socketOption, "-mon", "chardev=qmp,mode=control");
  }
}
