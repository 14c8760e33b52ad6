package io.memtracer.host.session;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestStore;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.recording.write.Recorder;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.route.TraceRoute;
import io.memtracer.host.session.workload.GuestFiles;
import io.memtracer.host.session.workload.WorkloadLoading;
import io.memtracer.host.session.workload.WrittenFiles;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.Origin;
import io.memtracer.host.symbols.GuestCode;
import io.memtracer.host.symbols.KnownMemory;
import io.memtracer.host.symbols.ReplacedCode;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A run whose workload waits in a machine to be let go: what is known of it, and what is said of it
 * in the end.
 *
 * @param machine where it runs
 * @param loaded the workload
 * @param route the records' way; none if it isn't traced
 * @param facts what is known before the first record
 * @param written what the workload writes
 * @param memory what lies in the guest's memory
 */
record LiveRun(
    TraceRequest request,
    VirtualMachine machine,
    WorkloadLoading.Loaded loaded,
    Optional<TraceRoute> route,
    RunFacts facts,
    WrittenFiles written,
    GuestMemory memory) {

  private static final int MIB_SHIFT = 20;

  static LiveRun of(
      final TraceRequest request,
      final QemuBinary qemu,
      final Guest guest,
      final VirtualMachine machine,
      final WorkloadLoading.Loaded loaded,
      final Optional<TraceRoute> route) {
    final Origin origin = Origin.live(Provenance.of(request, qemu, guest, loaded.facts(), route));
    final RunFacts facts =
        new RunFacts(
            request.workload().command(),
            loaded.info(),
            route.map(TraceRoute::delivery).orElse(Delivery.UNTRACED),
            guest.vcpus(),
            origin);
    final WrittenFiles written =
        new WrittenFiles(
            request.workload(), loaded.start().agent(), (long) guest.ramMib() << MIB_SHIFT);
    final GuestMemory memory =
        new GuestMemory(
            guest,
            loaded.facts(),
            request.workload(),
            route.flatMap(TraceRoute::mappingTable),
            request.debugDirectories());
    return new LiveRun(request, machine, loaded, route, facts, written, memory);
  }

  /** Tells what is found while it goes on. */
  LiveReports reports(final TraceListener listener, final long startNanos) {
    final LiveNames names =
        new LiveNames(() -> memory.now(since -> GuestCode.NONE), System::nanoTime);
    return new LiveReports(facts, listener, names::name, startNanos);
  }

  /**
   * What is to be said in the end.
   *
   * @param answers whether the guest can still be asked
   * @param guests beside which copies of the guest's programs are kept
   * @param recorder told the end of what it has recorded, too
   */
  TraceReport report(
      final RunOutcome outcome,
      final boolean answers,
      final GuestStore guests,
      final Optional<Recorder> recorder,
      final long startNanos) {
    final Attribution tasks = Attributions.of(request, facts.delivery(), loaded, machine, outcome);
    final TraceReport all =
        facts
            .with(machine.endedForMemory())
            .report(
                Confirmation.of(request, outcome, tasks),
                tasks,
                PhaseKnowledge.of(facts.delivery(), machine, outcome),
                startNanos);
    final AskedCode.Asking asking = asking(tasks, guests);
    final Supplier<KnownMemory> known =
        Naming.once(() -> memory.now(since -> answers ? asking.of(since) : GuestCode.NONE));
    final TraceReport named =
        Naming.name(all.selected(Selections.of(request, facts.delivery(), machine)), known);
    final TraceReport seen = written.seen().map(named::with).orElse(named);
    return recorder.map(writer -> Recording.finish(writer, seen, known.get())).orElse(seen);
  }

  private AskedCode.Asking asking(final Attribution tasks, final GuestStore guests) {
    return new AskedCode.Asking(
        new GuestFiles(loaded.start().agent(), machine, written),
        CopiesOfImages.beside(guests),
        tasks,
        () -> route.flatMap(TraceRoute::replacedCode).map(ReplacedCode::read).orElseThrow());
  }
}
