package io.memtracer.benchmarks.recorder;

import io.memtracer.host.guest.GuestStore;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the recording of the program that {@code demo} traces, once it has been made. */
public final class RecordingCache {

  private static final int NAME_BYTES = 6;

  private final Path workload;
  private final Path recorder;
  private final Path file;

  private RecordingCache(final Path cache, final Path home) {
    workload = home.resolve("qemu-gmbeoo/build/workloads/phases");
    recorder = home.resolve("target/dist/bench");
    file =
        cache
            .resolve("recordings")
            .resolve("phases-v" + Recording.VERSION + "-" + digest(workload) + ".gz");
  }

  /**
   * The user's.
   *
   * @param home the project's root
   */
  public static RecordingCache of(final Path home) {
    return new RecordingCache(GuestStore.ofEnvironment().cache(), home);
  }

  private static String digest(final Path program) {
    try {
      final byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(program));
      return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
    } catch (IOException e) {
      throw TraceException.environment(
          "can't read " + program + ": " + e + "; run './memtracer setup'", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The recording, made now if it has never been.
   *
   * @param say told if it has to be made
   */
  public Path ensure(final Consumer<String> say) throws InterruptedException {
    if (!Files.exists(file)) {
      say.accept("recording a guest, once: " + file);
      GuestRecording.make(recorder, file, List.of("--", workload.toString()));
    }
    return file;
  }
}
