package io.memtracer.host.cli;

import io.memtracer.host.status.TraceException;
import picocli.CommandLine.Command;

/** Here for its help alone: the launcher packs what this program is a part of. */
@Command(
    name = "dist",
    description = {
      "Packs target/memtracer-VERSION.tar.gz. Unpacked on a Debian, 'memtracer setup' installs"
          + " QEMU and a Java runtime there, and needs no compiler. Same sources, same bytes.",
    },
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer dist",
    footerHeading = "%nExamples:%n",
    footer = {"  memtracer dist"})
final class DistCommand extends HelpfulCommand {

  @Override
  public Integer call() {
    throw TraceException.user("the launcher packs releases: use './memtracer dist'");
  }
}
