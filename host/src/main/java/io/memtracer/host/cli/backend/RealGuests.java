package io.memtracer.host.cli.backend;

import io.memtracer.host.cli.backend.Backend.Positionals;
import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.GuestStore;
import io.memtracer.host.guest.ImageRecipe;
import io.memtracer.host.guest.build.BuildProgress;
import io.memtracer.host.guest.build.GuestBuilder;
import io.memtracer.host.qemu.PluginBuilds;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.QemuLocator;
import io.memtracer.host.qemu.QemuVersion;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The guests of this machine: which there are, and how they come and go.
 *
 * @param store where they are
 * @param plugin what a guest's QEMU must be able to load
 * @param agent what runs in them
 * @param onBuilder told of each builder before it begins: an interrupt is to end it
 */
record RealGuests(
    GuestStore store, PluginBuilds plugin, Path agent, Consumer<GuestBuilder> onBuilder) {

  /** All that are built, by name. */
  List<Backend.Guest> all() {
    return store.list().stream().map(RealGuests::describeWhole).toList();
  }

  /** Those that the QEMU of this machine can restore. */
  List<Backend.Guest> ofInstalledQemu() {
    final QemuVersion qemu = QemuLocator.ofEnvironment().locate(Optional.empty()).version();
    return store.list().stream()
        .filter(guest -> guest.builtBy().map(qemu::equals).orElse(true))
        .map(RealGuests::describeWhole)
        .toList();
  }

  /** Builds the default one if it is missing. */
  void ensureDefault(final Consumer<String> steps) {
    interruptibly(qemu(), steps, builder -> builder.ensure(GuestRecipe.ofDefault()));
  }

  /** Builds one, and says where it is. */
  void build(final GuestRecipe recipe, final Consumer<String> steps) {
    tellPlace(interruptibly(qemu(), steps, builder -> builder.build(recipe)), steps);
  }

  /** Makes one of a user's own image, and says where it is. */
  void prepare(final ImageRecipe image, final Consumer<String> steps) {
    tellPlace(interruptibly(qemu(), steps, builder -> builder.prepare(image)), steps);
  }

  private static void tellPlace(final Guest guest, final Consumer<String> steps) {
    guest
        .blindness()
        .ifPresent(
            why ->
                steps.accept(
                    "guest "
                        + guest.name()
                        + " can't see files of this machine, since "
                        + why
                        + ": trace with --no-host-files or --in-guest"));
    steps.accept("guest " + guest.name() + " is in " + guest.directory());
  }

  /** What {@code memory_tracer} takes to run in one; the default one is built if it is missing. */
  Positionals positionals(final String name, final Consumer<String> steps) {
    final QemuBinary qemu = qemu();
    final Guest guest =
        name.equals(GuestRecipe.DEFAULT_NAME)
            ? interruptibly(qemu, steps, builder -> builder.ensure(GuestRecipe.ofDefault()))
            : store.require(name, qemu.version());
    return new Positionals(guest.image(), guest.snapshot(), qemu.executable().getParent());
  }

  /** One that loads our plugin: a guest for another would be of no use. */
  private QemuBinary qemu() {
    final QemuBinary qemu = QemuLocator.ofEnvironment().locate(Optional.empty());
    plugin.choose(qemu);
    return qemu;
  }

  private Guest interruptibly(
      final QemuBinary qemu,
      final Consumer<String> steps,
      final Function<GuestBuilder, Guest> work) {
    final GuestBuilder builder = new GuestBuilder(store, qemu, agent, telling(steps));
    onBuilder.accept(builder);
    return work.apply(builder);
  }

  private static BuildProgress telling(final Consumer<String> steps) {
    return new BuildProgress() {
      @Override
      public void onStep(final String step) {
        steps.accept("guest: " + step);
      }

      @Override
      public void onStepDone(final String step, final Duration took) {}
    };
  }

  private static Backend.Guest describeWhole(final Guest guest) {
    return new Backend.Guest(
        guest.name(), describe(guest), sizeOf(guest.directory()), guest.directory());
  }

  private static String describe(final Guest guest) {
    return guest.ramMib()
        + " MiB, "
        + guest.vcpus()
        + (guest.vcpus() == 1 ? " vCPU" : " vCPUs")
        + guest.origin().map(origin -> ", " + origin).orElse("");
  }

  private static long sizeOf(final Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      long bytes = 0;
      for (final Path file : (Iterable<Path>) files::iterator) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      throw TraceException.environment("can't look at " + directory + ": " + e, e);
    }
  }
}
