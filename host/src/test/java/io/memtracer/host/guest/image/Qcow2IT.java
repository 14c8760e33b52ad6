package io.memtracer.host.guest.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.guest.build.GuestIT;
import io.memtracer.host.qemu.Command;
import io.memtracer.host.qemu.QemuLocator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With QEMU's own tool; the guests of {@link GuestIT} use such images. */
final class Qcow2IT {

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path directory;

  @Test
  void writesImagesThatQemuFindsNothingWrongWith() throws IOException {
    final Optional<Path> tool = QemuLocator.ofEnvironment().locate(Optional.empty()).image();
    assertTrue(tool.isPresent(), "this test needs qemu-img: 'memtracer setup' installs it");
    for (final long bytes : new long[] {1, 1 << 20, (512L << 20) + 1, 65L << 30, 4L << 40}) {
      final Path image = directory.resolve("image-" + bytes);
      Qcow2.createEmpty(image, bytes);
      final Command.Result result =
          Command.run(SOON, List.of(tool.get().toString(), "check", image.toString()));
      assertEquals(0, result.status(), result::output);
      assertTrue(result.output().startsWith("No errors were found"), result::output);
    }
  }
}
