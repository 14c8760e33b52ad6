package io.memtracer.host.session;

import io.memtracer.host.guest.FactNames;
import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestDigests;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what is wrong when QEMU can't restore a snapshot for a reason that can be recognized. */
final class RestoreFailure {

  private static final Pattern MEMORY_SIZES =
      Pattern.compile("Size mismatch: \\S*ram: 0x([0-9a-fA-F]{1,15}) != 0x[0-9a-fA-F]{1,15}");

  private static final Pattern MACHINES =
      Pattern.compile("Machine type received is '([^']{1,64})' and local is '([^']{1,64})'");

  private static final String NO_SNAPSHOT = "does not exist in one or more devices";
  private static final String NO_QCOW2 = "Image is not in qcow2 format";

  private static final int MIB_SHIFT = 20;

  private RestoreFailure() {}

  /** An explanation with QEMU's words; the failure itself if there is none. */
  static TraceException explain(final TraceException failure, final Guest guest) {
    final List<Path> damaged = GuestDigests.damaged(guest);
    if (!damaged.isEmpty()) {
      return TraceException.environment(
          "the guest '%s' is damaged: %s isn't as it was built (%s). 'memtracer guest remove %s' and then '%s' mend it"
              .formatted(
                  guest.name(),
                  damaged.stream().map(Path::toString).collect(Collectors.joining(", ")),
                  failure.getMessage(),
                  guest.name(),
                  maker(guest)),
          failure);
    }
    if (failure.getMessage().contains(NO_QCOW2)) {
      return TraceException.user(
          "%s must be a qcow2 image, and isn't: 'qemu-img info' says what it is"
              .formatted(guest.image()));
    }
    if (failure.getMessage().contains(NO_SNAPSHOT)) {
      return TraceException.user(
          "%s has no snapshot '%s': 'qemu-img snapshot -l' lists those it has"
              .formatted(guest.image(), guest.snapshot()));
    }
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

  /** The command that made it. */
  private static String maker(final Guest guest) {
    return guest.facts().containsKey(FactNames.IMAGE)
        ? "guest prepare " + guest.facts().get(FactNames.IMAGE)
        : "guest build " + guest.name();
  }

  private static TraceException explained(
      final Guest guest, final String saved, final TraceException failure) {
    return TraceException.user(
        "the snapshot '%s' of %s was saved %s (%s)"
            .formatted(guest.snapshot(), guest.image(), saved, failure.getMessage()));
  }
}
