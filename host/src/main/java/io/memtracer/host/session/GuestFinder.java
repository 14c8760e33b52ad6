package io.memtracer.host.session;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.build.GuestBuilder;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.session.request.GuestChoice;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.status.Resources;

/**
 * Finds the guest that was asked for. The embedded one is built if it is missing; others are there
 * or not.
 *
 * @param resources take the builder, so that somebody else can end it
 */
record GuestFinder(Tools tools, QemuBinary qemu, TraceListener listener, Resources resources) {

  Guest find(final GuestChoice choice) {
    if (choice instanceof GuestChoice.InImage file) {
      return Guest.ofImage(file.image(), file.snapshot(), file.ramMib());
    }
    final GuestChoice.Named named = (GuestChoice.Named) choice;
    if (!named.name().equals(GuestRecipe.DEFAULT_NAME)) {
      final Guest guest = tools.guests().require(named.name(), qemu.version());
      named.vcpus().ifPresent(guest::requireVcpus);
      named.ramMib().ifPresent(guest::requireRamMib);
      return guest;
    }
    final GuestRecipe usual = GuestRecipe.ofDefault();
    final GuestRecipe recipe =
        usual
            .withVcpus(named.vcpus().orElse(usual.vcpus()))
            .withRamMib(named.ramMib().orElse(usual.ramMib()));
    return resources
        .add(new GuestBuilder(tools.guests(), qemu, tools.agent(), new BuildPhases(listener)))
        .ensure(recipe);
  }
}
