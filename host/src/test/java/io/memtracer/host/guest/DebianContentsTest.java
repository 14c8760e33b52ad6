package io.memtracer.host.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DebianContentsTest {

  private static final long GIBI = 1L << 30;

  @Test
  void isTheSameInWhateverOrderPackagesAreNamed() {
    assertEquals(
        new DebianContents(List.of("b1", "a.c+d-e", "b1"), GIBI),
        new DebianContents(List.of("a.c+d-e", "b1"), GIBI));
  }

  @Test
  void refusesWhatAptWouldTakeForSomethingElse() {
    for (final String name : List.of("-y", "a=1", "?essential", "a/testing", "A", "x y", "")) {
      assertEquals(
          "'" + name + "' can't be the name of a Debian package",
          refused(() -> new DebianContents(List.of(name), GIBI)));
    }
  }

  @Test
  void refusesDisksThatNoDebianFitsOn() {
    assertEquals(
        "the guest's disk must have 256 to 1048576 MiB, but 1048576 bytes aren't that",
        refused(() -> new DebianContents(List.of("sed"), 1 << 20)));
    refused(() -> new DebianContents(List.of("sed"), 1L << 50));
    refused(() -> new DebianContents(List.of(), GIBI));
  }

  @Test
  void theDefaultGuestStaysWhatItIs() {
    final Optional<DebianContents> contents = Optional.of(new DebianContents(List.of("sed"), GIBI));
    assertTrue(
        refused(() -> new GuestRecipe("default", 1024, 1, contents)).contains("with --name"));
  }

  private static String refused(final org.junit.jupiter.api.function.Executable making) {
    final TraceException e = assertThrows(TraceException.class, making);
    assertEquals(ErrorCategory.USER, e.category());
    return e.getMessage();
  }
}
