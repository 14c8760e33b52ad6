package io.memtracer.host.session;

import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.qemu.control.SelectionWish;
import io.memtracer.host.session.request.TraceRequest;
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
   * @throws TraceException user error if a function is asked for that the program doesn't have, or
   *     if its program isn't here
   */
  static SelectionWish wish(final TraceRequest request) {
    final Selection selection = request.selection();
    if (selection.callsMatter() && request.workload().inGuest()) {
      throw TraceException.user(
          "--from and --until look for functions in a program of this machine, and --in-guest runs"
              + " one of the guest's");
    }
    return new SelectionWish(
        selection, function(request, selection.beginning()), function(request, selection.end()));
  }

  /** What came of it, once the run is over. */
  static Selected of(
      final TraceRequest request, final Delivery delivery, final VirtualMachine machine) {
    return delivery == Delivery.UNTRACED || !request.selection().isAny()
        ? Selected.ALL
        : new Selected(request.selection(), machine.control().blindTimes());
  }

  private static Optional<FunctionCode> function(final TraceRequest request, final String name) {
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(FunctionCodes.find(Path.of(request.workload().path()), name));
  }
}
