package io.memtracer.host.session;

import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.workload.WorkloadLoading;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Delivery;
import java.util.Optional;

/** Who made the accesses of a run, or why nobody knows. */
final class Attributions {

  private static final int FIRST_PLUGIN_API = 4;

  private Attributions() {}

  static Attribution of(
      final TraceRequest request,
      final Delivery delivery,
      final WorkloadLoading.Loaded loaded,
      final VirtualMachine machine,
      final RunOutcome outcome) {
    if (delivery == Delivery.UNTRACED) {
      return Attribution.unknown("nothing was traced");
    }
    if (!request.tasks()) {
      return Attribution.unknown("it was not asked for");
    }
    if (delivery != Delivery.RINGS) {
      return Attribution.unknown("records that come through a FIFO don't tell");
    }
    if (machine.control().tellsTasks()) {
      return new Attribution(Optional.empty(), outcome.shares());
    }
    return Attribution.unknown(why(loaded, machine));
  }

  private static String why(final WorkloadLoading.Loaded loaded, final VirtualMachine machine) {
    if (TaskWishes.of(loaded).isEmpty()) {
      return "the guest doesn't tell where its kernel keeps its tasks (its kernel has no BTF, or it"
          + " must be built or prepared again)";
    }
    return machine.control().pluginApi() < FIRST_PLUGIN_API
        ? "it takes QEMU 9.2 or newer"
        : "this QEMU or the guest's kernel doesn't let its tasks be told apart";
  }

  /** Of records that were made before. */
  static Attribution ofReplay(final RunOutcome outcome) {
    return outcome.shares().isEmpty()
        ? Attribution.unknown("what is replayed doesn't tell")
        : new Attribution(Optional.empty(), outcome.shares());
  }
}
