package io.memtracer.host.session;

import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.qemu.control.SelectionWish;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.session.workload.GuestProgram;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.FunctionCode;
import io.memtracer.host.status.Selected;
import io.memtracer.host.status.Selection;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.symbols.FunctionCodes;
import java.nio.file.Path;
import java.util.Optional;

/** Which accesses of a request's workload are recorded. */
final class Selections {

  private Selections() {}

  /**
   * What the plugin is to be told.
   *
   * @param guest has the program if this machine hasn't
   * @throws TraceException user error if a function is asked for that the program doesn't have, or
   *     if its file can't be had
   */
  static SelectionWish wish(final TraceRequest request, final GuestProgram guest) {
    final Selection selection = request.selection();
    final WorkloadSpec workload = request.workload();
    if (!selection.callsMatter()) {
      return new SelectionWish(selection, Optional.empty(), Optional.empty());
    }
    final String called = (workload.inGuest() ? "guest:" : "") + workload.path();
    final Path program = workload.inGuest() ? guest.file(called) : Path.of(workload.path());
    return new SelectionWish(
        selection,
        function(program, called, selection.beginning()),
        function(program, called, selection.end()));
  }

  /** What came of it, once the run is over. */
  static Selected of(
      final TraceRequest request, final Delivery delivery, final VirtualMachine machine) {
    return delivery == Delivery.UNTRACED || !request.selection().isAny()
        ? Selected.ALL
        : new Selected(request.selection(), machine.control().blindTimes());
  }

  private static Optional<FunctionCode> function(
      final Path program, final String called, final String name) {
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(FunctionCodes.find(program, called, name));
  }
}
