package io.memtracer.host.guest.build;

import io.memtracer.host.guest.FactNames;
import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.debian.DebianPackage;
import io.memtracer.host.guest.debian.DebianPackages;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Makes one guest of a recipe, from the look-up of packages to its place in the store. */
public final class GuestAssembly {

  private final BuildContext context;
  private final GuestRecipe recipe;
  private final DebianPackages debian;
  private final GuestSystem system;

  GuestAssembly(final BuildContext context, final GuestRecipe recipe) {
    this.context = context;
    this.recipe = recipe;
    debian = context.debian();
    final EmbeddedSystem embedded = new EmbeddedSystem(debian, context.agent());
    system =
        recipe
            .debian()
            .<GuestSystem>map(
                contents ->
                    new DebianSystem(
                        debian, contents, embedded, context.qemu(), context.resources()))
            .orElse(embedded);
  }

  /** What a guest must have in common with this one to be used instead, whatever its packages. */
  Map<String, String> identity() {
    final Map<String, String> facts = context.facts();
    facts.put(FactNames.RECIPE_VERSION, system.recipeVersion());
    recipe
        .debian()
        .ifPresent(
            contents -> {
              facts.put(FactNames.REQUESTED_PACKAGES, String.join(",", contents.packages()));
              facts.put(FactNames.DISK_MIB, Long.toString(contents.diskBytes() >> 20));
            });
    return facts;
  }

  /** Makes it, unless there is the very same already. */
  Guest make() throws IOException {
    final BuildProgress progress = context.progress();
    final GuestSystem.Selection selection = progress.step("looking up packages", system::select);
    final Map<String, String> facts = identity();
    for (final DebianPackage used : selection.all()) {
      facts.put(FactNames.PACKAGE_PREFIX + used.name(), used.version() + " " + used.sha256());
    }
    return context.make(
        new GuestPlan(recipe, Optional.of(system.commandLine()), system.diskAttached(), facts),
        guest -> {
          progress.step("downloading packages", () -> debian.download(selection.all()));
          system.make(guest, selection, progress);
          context.snapshot(guest, BuildMachine.BOOT_TIMEOUT, Optional.empty());
          return guest;
        });
  }
}
