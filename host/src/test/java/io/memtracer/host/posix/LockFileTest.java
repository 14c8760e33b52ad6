package io.memtracer.host.posix;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class LockFileTest {

  @TempDir Path directory;

  @Test
  void isHadByOneThreadAtATime() throws Exception {
    final Path path = directory.resolve("lock");
    final LockFile first = LockFile.acquire(path);
    final CompletableFuture<LockFile> second =
        CompletableFuture.supplyAsync(() -> LockFile.acquire(path));
    assertThrows(TimeoutException.class, () -> second.get(200, TimeUnit.MILLISECONDS));
    first.close();
    second.get().close();
  }

  @Test
  void saysWhyItCannotBeMade() {
    assertThrows(TraceException.class, () -> LockFile.acquire(directory.resolve("none/lock")));
  }
}
