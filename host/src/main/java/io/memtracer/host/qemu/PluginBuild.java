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
public record PluginBuild(Path library, int api, int oldestApi, int newestApi) {}
