package io.memtracer.host.session;

import io.memtracer.host.guest.GuestStore;
import io.memtracer.host.qemu.PluginBuilds;
import java.nio.file.Path;

/**
 * What a run takes from this machine.
 *
 * @param plugin the shared objects of which QEMU loads one
 * @param agent the program that waits in our guests, for building one that is missing
 * @param guests the built guests
 */
public record Tools(PluginBuilds plugin, Path agent, GuestStore guests) {}
