package io.memtracer.host.session;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestBuilder;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.qemu.QemuBinary;

/**
 * Finds the guest that was asked for. The embedded one is built if it is missing; others are there
 * or not.
 */
record GuestFinder(Tools tools, QemuBinary qemu, TraceListener listener) {

  Guest find(final GuestChoice choice) {
    if (choice instanceof GuestChoice.InImage file) {
      return Guest.ofImage(file.image(), file.snapshot(), file.ramMib());
    }
    final GuestChoice.Named named = (GuestChoice.Named) choice;
    if (!named.name().equals(GuestRecipe.DEFAULT_NAME)) {
      return tools.guests().require(named.name());
    }
    final GuestRecipe recipe = GuestRecipe.ofDefault().withVcpus(named.vcpus().orElse(1));
    return new GuestBuilder(tools.guests(), qemu, tools.agent(), new BuildPhases(listener))
        .ensure(recipe);
  }
}
