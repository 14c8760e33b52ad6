package io.memtracer.host.qemu.control;

import io.memtracer.host.status.FunctionCode;
import io.memtracer.host.status.Selection;
import java.util.Optional;

/**
 * Record only some of the accesses.
 *
 * @param selection which
 * @param from the function that it names
 * @param until likewise
 */
public record SelectionWish(
    Selection selection, Optional<FunctionCode> from, Optional<FunctionCode> until) {

  /** All of them. */
  public static final SelectionWish ALL =
      new SelectionWish(Selection.ALL, Optional.empty(), Optional.empty());
}
