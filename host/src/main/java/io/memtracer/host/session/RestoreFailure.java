package io.memtracer.host.session;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.status.TraceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong when QEMU can't restore a snapshot for a reason that can be recognized. */
final class RestoreFailure {

  private static final Pattern MEMORY_SIZES =
      Pattern.compile("Size mismatch: \\S*ram: 0x([0-9a-fA-F]{1,15}) != 0x[0-9a-fA-F]{1,15}");

  private static final Pattern MACHINES =
      Pattern.compile("Machine type received is '([^']{1,64})' and local is '([^']{1,64})'");

  private static final int MIB_SHIFT = 20;

  private RestoreFailure() {}

  /** An explanation with QEMU's words; the failure itself if there is none. */
  static TraceException explain(final TraceException failure, final Guest guest) {
    final Matcher sizes = MEMORY_SIZES.matcher(failure.getMessage());
    if (sizes.find()) {
      return explained(
          guest,
          "with %d MiB of memory and can't be restored with %d"
              .formatted(Long.parseLong(sizes.group(1), 16) >> MIB_SHIFT, guest.ramMib()),
          failure);
    }
    final Matcher machines = MACHINES.matcher(failure.getMessage());
    if (machines.find()) {
      return explained(
          guest,
          "by another QEMU, as machine %s, where this one's is %s: use that QEMU, or save it anew"
                  .formatted(machines.group(1), machines.group(2))
              + " with 'memtracer guest build' or 'guest prepare'",
          failure);
    }
    return failure;
  }

  private static TraceException explained(
      final Guest guest, final String saved, final TraceException failure) {
    return TraceException.user(
        "the snapshot '%s' of %s was saved %s (%s)"
            .formatted(guest.snapshot(), guest.image(), saved, failure.getMessage()));
  }
}
