package io.memtracer.host.session;

import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.qemu.control.TraceWish;
import io.memtracer.host.session.request.OnFull;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.workload.Ending;
import io.memtracer.host.session.workload.GuestProgram;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.session.workload.WorkloadLoading;
import io.memtracer.host.session.workload.WorkloadStart;
import io.memtracer.host.session.workload.WrittenFiles;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A machine as what makes the records.
 *
 * @param machine ready, its guest restored
 * @param begin arms it, and lets go what is to be traced
 * @param afterwards what is to be asked of its guest when tracing is over
 * @param answered waits for the answer
 */
record MachineProducer(
    VirtualMachine machine,
    Consumer<Ending> begin,
    Consumer<VirtualMachine> afterwards,
    Runnable answered)
    implements Producer {

  /**
   * One in whose guest the workload is held until tracing begins.
   *
   * @param copyOfProgram where its file goes, if that is needed and only the guest has it
   */
  static MachineProducer of(
      final TraceRequest request,
      final Delivery delivery,
      final VirtualMachine machine,
      final WorkloadLoading.Loaded loaded,
      final Path copyOfProgram,
      final WrittenFiles written) {
    final WorkloadStart workload = loaded.start();
    final TraceWish wish =
        new TraceWish(true, request.userOnly(), request.sampling(), request.onFull() == OnFull.DROP)
            .withExactInstructions(request.exactInstructions())
            .withTasks(request.tasks() ? TaskWishes.of(loaded) : Optional.empty())
            .withSelection(Selections.wish(request, new GuestProgram(loaded, copyOfProgram)))
            .withPages(request.physical());
    return new MachineProducer(
        machine,
        ending -> {
          ending.watch(machine, workload, request.timeout());
          machine.arm(wish, workload::go);
          Attributions.requireIfChosen(request, delivery, loaded, machine);
          PhaseKnowledge.requireIfWanted(request, delivery, machine);
          workload.feed();
        },
        written::collect,
        written::await);
  }

  @Override
  public void start(final Ending ending) {
    begin.accept(ending);
  }

  @Override
  public TraceCounters counters() {
    return machine.counters();
  }

  @Override
  public int vcpusUp() {
    return machine.control().vcpusSeen();
  }

  @Override
  public Optional<TraceException> failure() {
    try {
      machine.control().requireNotFailed();
      return Optional.empty();
    } catch (TraceException e) {
      return Optional.of(e);
    }
  }

  @Override
  public boolean isAlive() {
    return machine.isAlive();
  }

  @Override
  public void requireAlive() {
    machine.requireAlive();
  }

  @Override
  public TraceCounters stop(final LongSupplier reader, final Duration patience) {
    return machine.disarm(reader, patience);
  }

  @Override
  public void settle() {
    afterwards.accept(machine);
  }

  @Override
  public Optional<String> obstacle() {
    return machine.isSuspended()
        ? Optional.of("QEMU (process " + machine.process().pid() + ") is suspended")
        : Optional.empty();
  }

  @Override
  public void abandon() {
    machine.abandon();
  }

  @Override
  public void kill() {
    machine.kill();
  }

  @Override
  public String obituary(final RuntimeException noticed) {
    return Ending.reason(machine, noticed);
  }

  @Override
  public void close() {
    answered.run();
    machine.close();
  }
}
