package io.memtracer.host.guest.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.qemu.Command;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SharingCheckTest {

  @Test
  void namesWhatIsLacking() {
    final SharingCheck check = new SharingCheck();
    assertEquals(Optional.empty(), check.lacks());
    check.hear("running");
    check.hear("memtracer: lacks reiserfs");
    check.hear("memtracer: lacks overlay");
    assertEquals(Optional.of("overlay"), check.lacks());
    check.hear("memtracer: lacks 9p");
    assertEquals(Optional.of("9p and no overlay"), check.lacks());
  }

  /** Each Linux has the first, and none the others, one of which is the end of the first. */
  @Test
  void asksTheKernel() {
    assertEquals(
        "memtracer: lacks none-such\nmemtracer: lacks roc",
        Command.runOrThrow(
                Duration.ofSeconds(10),
                List.of("sh", "-c", SharingCheck.look(List.of("proc", "none-such", "roc"))))
            .strip());
  }
}
