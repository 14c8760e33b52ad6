package io.memtracer.host.guest.build;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.GuestStore;
import io.memtracer.host.guest.ImageRecipe;
import io.memtracer.host.posix.LockFile;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Builds guests: unpacks packages, boots the result, and saves a snapshot in which the agent waits.
 *
 * <p>A guest is built in a directory of its own and moved to its place when it is complete.
 * Builders take turns; one that was killed leaves nothing that is taken for a guest. Any thread may
 * {@link #close} a builder: a build that is under way fails then, and leaves nothing.
 */
public final class GuestBuilder implements AutoCloseable {

  private final GuestStore store;
  private final QemuBinary qemu;
  private final Path agent;
  private final BuildProgress progress;
  private final Interruptible interruptible = new Interruptible();

  /**
   * Makes a builder.
   *
   * @param agent the agent's program, built from qemu-gmbeoo/guest
   */
  public GuestBuilder(
      final GuestStore store,
      final QemuBinary qemu,
      final Path agent,
      final BuildProgress progress) {
    if (!Files.isRegularFile(agent)) {
      throw TraceException.environment(
          "the guest's agent isn't there (" + agent + "): 'make -C qemu-gmbeoo/guest' builds it");
    }
    this.store = store;
    this.qemu = qemu;
    this.agent = agent;
    this.progress = progress;
  }

  /**
   * The guest of a recipe: the newest that was built with this agent and this QEMU, whatever the
   * versions of its packages, or a new one.
   */
  public Guest ensure(final GuestRecipe recipe) {
    final Optional<Guest> existing = findUsable(recipe);
    // Another builder may just have made it when it is our turn.
    return existing.orElseGet(
        () ->
            inTurn(
                resources -> findUsable(recipe).orElseGet(() -> makeMissing(recipe, resources))));
  }

  /** Builds the guest of a recipe with today's packages, unless there is the very same already. */
  public Guest build(final GuestRecipe recipe) {
    return inTurn(resources -> make(recipe, resources));
  }

  /** Makes a guest of a user's own image, unless there is the very same already. */
  public Guest prepare(final ImageRecipe image) {
    return inTurn(resources -> new ImagePreparation(context(resources), image).make());
  }

  private Optional<Guest> findUsable(final GuestRecipe recipe) {
    final Map<String, String> wanted = assembly(recipe, new Resources()).identity();
    return store.find(
        recipe.name(),
        guest ->
            guest.ramMib() == recipe.ramMib()
                && guest.vcpus() == recipe.vcpus()
                && guest.facts().entrySet().containsAll(wanted.entrySet()));
  }

  private GuestAssembly assembly(final GuestRecipe recipe, final Resources resources) {
    return new GuestAssembly(context(resources), recipe);
  }

  private BuildContext context(final Resources resources) {
    return new BuildContext(store, qemu, agent, progress, resources);
  }

  /** Somebody who wanted to trace has to wait for it, and is told why. */
  private Guest makeMissing(final GuestRecipe recipe, final Resources resources) {
    progress.onStep(
        "there is none with %d vCPU%s and %d MiB yet"
            .formatted(recipe.vcpus(), recipe.vcpus() == 1 ? "" : "s", recipe.ramMib()));
    return make(recipe, resources);
  }

  private Guest make(final GuestRecipe recipe, final Resources resources) {
    try {
      return assembly(recipe, resources).make();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private Guest inTurn(final Interruptible.Work<Guest> work) {
    try {
      Files.createDirectories(store.guestsDirectory());
      return interruptible.run(
          resources -> {
            final LockFile turn = LockFile.acquire(store.guestsDirectory().resolve(".lock"));
            try {
              store.sweepWorkDirectories();
              return work.run(resources);
            } finally {
              turn.close();
            }
          });
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private TraceException failure(final IOException e) {
    return TraceException.environment(
        "can't build a guest in " + store.guestsDirectory() + ": " + e, e);
  }

  /** Ends a build that is under way; there can be no other afterwards. */
  @Override
  public void close() {
    interruptible.close();
  }
}
