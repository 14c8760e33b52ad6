package io.memtracer.host.session;

import io.memtracer.host.guest.GuestStore;
import java.nio.file.Path;

/**
 * What a run takes from this machine.
 *
 * @param qemuPlugin the shared object QEMU loads
 * @param agent the program that waits in our guests, for building one that is missing
 * @param guests the built guests
 */
public record Tools(Path qemuPlugin, Path agent, GuestStore guests) {}
