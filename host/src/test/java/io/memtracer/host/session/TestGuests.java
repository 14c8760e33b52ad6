package io.memtracer.host.session;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.build.BuildProgress;
import io.memtracer.host.guest.build.GuestBuilder;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.QemuLocator;
import io.memtracer.host.session.request.GuestChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Guests of the tests, built once and kept. */
public final class TestGuests {

  private TestGuests() {}

  /** Builds a guest that is missing, and tells how long each step takes. */
  public static Guest ensure(final GuestRecipe recipe) {
    return ensure(recipe, QemuLocator.ofEnvironment().locate(Optional.empty()));
  }

  /** A guest by {@link QemuWrapper#withHiddenKernel}. */
  static GuestChoice withHiddenKernel(final Path wrapper, final int vcpus) {
    final GuestRecipe recipe = new GuestRecipe("hidden-kernel-" + vcpus, 256, vcpus);
    ensure(recipe, QemuLocator.ofEnvironment().locate(Optional.of(wrapper)));
    return GuestChoice.named(recipe.name());
  }

  /** The same for a certain QEMU. */
  static Guest ensure(final GuestRecipe recipe, final QemuBinary qemu) {
    final BuildProgress told =
        new BuildProgress() {
          @Override
          public void onStep(final String step) {}

          @Override
          public void onStepDone(final String step, final Duration took) {
            System.err.printf("guest %s: %s: %d ms%n", recipe.name(), step, took.toMillis());
          }
        };
    try (GuestBuilder builder =
        new GuestBuilder(Runs.TOOLS.guests(), qemu, Runs.TOOLS.agent(), told)) {
      return builder.ensure(recipe);
    }
  }
}
