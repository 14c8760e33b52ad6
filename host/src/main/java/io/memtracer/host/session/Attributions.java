package io.memtracer.host.session;

import io.memtracer.host.qemu.PluginBuild;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.workload.WorkloadLoading;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.TraceException;
import java.util.Optional;

/** Who made the accesses of a run, or why nobody knows. */
final class Attributions {

  private Attributions() {}

  /** What was counted, if that means anything. */
  static Attribution of(
      final TraceRequest request,
      final Delivery delivery,
      final WorkloadLoading.Loaded loaded,
      final VirtualMachine machine,
      final RunOutcome outcome) {
    if (delivery == Delivery.UNTRACED) {
      return outcome.tasks();
    }
    return whyNot(request, delivery, loaded, machine)
        .map(Attribution::unknown)
        .orElse(outcome.tasks());
  }

  /**
   * Makes sure that tasks are told apart, where only some of them are wanted; once it is armed.
   *
   * @throws TraceException user error if they aren't
   */
  static void requireIfChosen(
      final TraceRequest request,
      final Delivery delivery,
      final WorkloadLoading.Loaded loaded,
      final VirtualMachine machine) {
    if (!request.onlyTask().isAll()) {
      whyNot(request, delivery, loaded, machine)
          .ifPresent(
              why -> {
                throw TraceException.user("--only-task needs to know who makes accesses: " + why);
              });
    }
  }

  private static Optional<String> whyNot(
      final TraceRequest request,
      final Delivery delivery,
      final WorkloadLoading.Loaded loaded,
      final VirtualMachine machine) {
    if (!request.tasks()) {
      return Optional.of("it was not asked for");
    }
    if (delivery != Delivery.RINGS) {
      return Optional.of(Attribution.FIFO);
    }
    return machine.control().tellsTasks() ? Optional.empty() : Optional.of(why(loaded, machine));
  }

  private static String why(final WorkloadLoading.Loaded loaded, final VirtualMachine machine) {
    if (TaskWishes.of(loaded).isEmpty()) {
      return "the guest doesn't tell where its kernel keeps its tasks (its kernel has no BTF, or it"
          + " must be built or prepared again)";
    }
    return machine.control().pluginApi() < PluginBuild.FIRST_API_OF_TASKS
        ? "it takes QEMU 9.2 or newer"
        : "this QEMU or the guest's kernel doesn't let its tasks be told apart";
  }

  /** Of records that were made before. */
  static Attribution ofReplay(final RunOutcome outcome, final Optional<String> unknown) {
    return outcome.tasks().shares().isEmpty()
        ? Attribution.unknown(unknown.orElse("what is replayed doesn't tell"))
        : outcome.tasks();
  }
}
