package io.memtracer.host.session;

import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.TraceException;
import java.util.Optional;

/** The phases of a run, or why nobody knows of any. */
final class PhaseKnowledge {

  private PhaseKnowledge() {}

  /** What was counted, if that means anything. */
  static Phases of(
      final Delivery delivery, final VirtualMachine machine, final RunOutcome outcome) {
    return delivery == Delivery.UNTRACED
        ? outcome.phases()
        : whyNot(delivery, machine).map(Phases::unknown).orElse(outcome.phases());
  }

  /**
   * Makes sure that phases are told, where somebody wants them; once it is armed.
   *
   * @throws TraceException user error if they aren't
   */
  static void requireIfWanted(
      final TraceRequest request, final Delivery delivery, final VirtualMachine machine) {
    if (request.analyzers().stream().anyMatch(analyzer -> analyzer.parts().byPhase())) {
      require("--by phase needs to know of phases: ", whyNot(delivery, machine));
    }
    if (request.selection().needsPhases()) {
      require("--phases-only, --from and --until need phases: ", whyNot(delivery, machine));
    } else if (request.selection().isAny() && delivery != Delivery.RINGS) {
      throw TraceException.user(
          "--skip and --max-records need records that come through rings, but here they don't");
    }
  }

  private static void require(final String what, final Optional<String> whyNot) {
    whyNot.ifPresent(
        why -> {
          throw TraceException.user(what + why);
        });
  }

  private static Optional<String> whyNot(final Delivery delivery, final VirtualMachine machine) {
    if (delivery != Delivery.RINGS) {
      return Optional.of(Phases.FIFO);
    }
    return machine.control().tellsPhases()
        ? Optional.empty()
        : Optional.of("it takes QEMU 9.2 or newer");
  }
}
