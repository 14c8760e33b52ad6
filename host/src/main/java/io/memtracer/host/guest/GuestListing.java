package io.memtracer.host.guest;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What a guest's kernel says of itself as it is in the guest's snapshot: text in a file of the
 * guest's directory, compressed. Every run begins with it.
 */
public enum GuestListing {
  /** The kernel's symbols, {@code /proc/kallsyms}. */
  KERNEL_SYMBOLS("kallsyms.gz"),
  /** What is mapped in the memory of each process, {@code /proc/PID/maps}. */
  PROCESS_MAPS("maps.gz");

  private final String file;

  GuestListing(final String file) {
    this.file = file;
  }

  /** Takes the lines. Not thread-safe; closing completes the file. */
  public static final class Writer implements AutoCloseable {

    private final BufferedWriter out;

    private Writer(final BufferedWriter out) {
      this.out = out;
    }

    /**
     * Takes one line.
     *
     * @throws UncheckedIOException if it can't be written
     */
    public void line(final String line) {
      try {
        out.write(line);
        out.write('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Begins a guest's anew. */
  public Writer write(final Path guestDirectory) throws IOException {
    return new Writer(
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(guestDirectory.resolve(file))),
                StandardCharsets.UTF_8)));
  }

  /** Reads a guest's; empty if it has none, as one that was made before there were any. */
  public Optional<BufferedReader> read(final Path guestDirectory) throws IOException {
    final Path path = guestDirectory.resolve(file);
    return Files.isRegularFile(path)
        ? Optional.of(
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8)))
        : Optional.empty();
  }
}
