package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CopiesOfImagesTest {

  @TempDir private Path directory;

  @Test
  void findsACopyByWhatIsInIt() throws Exception {
    final Path place = directory.resolve("cache dir/images");
    final CopiesOfImages copies = CopiesOfImages.in(place);
    final Path kept = copies.keep(Files.writeString(copies.unfinished(), "one"));
    assertEquals("one", Files.readString(kept));
    assertEquals(kept, copies.keep(Files.writeString(copies.unfinished(), "one")));
    assertEquals(Optional.of(kept), copies.of(kept.getFileName().toString()));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
    for (final String other : new String[] {"", "../images", "f".repeat(64), "one"}) {
      assertEquals(Optional.empty(), copies.of(other));
    }
    try (var files = Files.list(place)) {
      assertEquals(List.of(kept), files.toList());
    }
  }
}
