package io.memtracer.host.session;

import io.memtracer.host.guest.agent.GuestFacts;
import io.memtracer.host.qemu.control.KernelLayout;
import io.memtracer.host.qemu.control.TaskWish;
import io.memtracer.host.session.workload.WorkloadLoading;
import java.util.Optional;

/** How tasks are told apart in a guest, as far as it says. */
final class TaskWishes {

  private static final String AGENT_PROCESS = "agent_process";
  private static final int MAX_DIGITS = 9;

  private TaskWishes() {}

  /** Empty if its kernel doesn't tell where its tasks are, or its agent is of before. */
  static Optional<TaskWish> of(final WorkloadLoading.Loaded loaded) {
    return KernelLayout.of(loaded.facts().values())
        .map(kernel -> new TaskWish(kernel, loaded.process(), agentProcess(loaded.facts())));
  }

  private static int agentProcess(final GuestFacts facts) {
    final String text = facts.value(AGENT_PROCESS);
    return text.matches("[0-9]{1," + MAX_DIGITS + "}") ? Integer.parseInt(text) : 0;
  }
}
