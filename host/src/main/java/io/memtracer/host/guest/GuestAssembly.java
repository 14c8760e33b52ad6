package io.memtracer.host.guest;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Makes one guest of a recipe, from the look-up of packages to its place in the store. */
final class GuestAssembly {

  static final String FACT_REQUESTED = "requested_packages";
  private static final String FACT_RECIPE = "recipe_version";
  private static final String FACT_DISK = "disk_mib";
  private static final String FACT_PACKAGE = "package.";

  private final Workshop workshop;
  private final GuestRecipe recipe;
  private final DebianPackages debian;
  private final GuestSystem system;

  GuestAssembly(final Workshop workshop, final GuestRecipe recipe) {
    this.workshop = workshop;
    this.recipe = recipe;
    debian = workshop.debian();
    final EmbeddedSystem embedded = new EmbeddedSystem(debian, workshop.agent());
    system =
        recipe
            .debian()
            .<GuestSystem>map(
                contents ->
                    new DebianSystem(
                        debian, contents, embedded, workshop.qemu(), workshop.resources()))
            .orElse(embedded);
  }

  /** What a guest must have in common with this one to be used instead, whatever its packages. */
  Map<String, String> identity() {
    final Map<String, String> facts = workshop.facts();
    facts.put(FACT_RECIPE, system.recipeVersion());
    recipe
        .debian()
        .ifPresent(
            contents -> {
              facts.put(FACT_REQUESTED, String.join(",", contents.packages()));
              facts.put(FACT_DISK, Long.toString(contents.diskBytes() >> 20));
            });
    return facts;
  }

  /** Makes it, unless there is the very same already. */
  Guest make() throws IOException {
    final BuildProgress progress = workshop.progress();
    final GuestSystem.Selection selection = progress.step("looking up packages", system::select);
    final Map<String, String> facts = identity();
    for (final DebianPackage used : selection.all()) {
      facts.put(FACT_PACKAGE + used.name(), used.version() + " " + used.sha256());
    }
    return workshop.make(
        new GuestPlan(recipe, Optional.of(system.commandLine()), system.diskAttached(), facts),
        guest -> {
          progress.step("downloading packages", () -> debian.download(selection.all()));
          system.make(guest, selection, progress);
          workshop.snapshot(guest, BuildMachine.BOOT_TIMEOUT, Optional.empty());
        });
  }
}
