package io.memtracer.host.qemu;

import java.nio.file.Path;

/**
 * A build of our plugin that a QEMU loads.
 *
 * @param library the shared object
 * @param api the version of QEMU's plugin interface it is built for
 * @param oldestApi the oldest version that QEMU takes plugins of
 * @param newestApi the newest
 */
public record PluginBuild(Path library, int api, int oldestApi, int newestApi) {

  /** From this interface on, that of QEMU 9.2, plugins can read the guest's memory. */
  public static final int FIRST_API_OF_TASKS = 4;

  /** Whether records can be told apart by the guest's tasks. */
  public boolean canTellTasks() {
    return newestApi >= FIRST_API_OF_TASKS;
  }
}
