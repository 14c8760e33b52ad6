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
 * The file of a guest's directory that has its kernel's symbols, as {@code /proc/kallsyms} has them
 * in the guest's snapshot, compressed.
 */
public final class KernelSymbolsFile {

  private static final String NAME = "kallsyms.gz";

  private KernelSymbolsFile() {}

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
    public void line(final String symbol) {
      try {
        out.write(symbol);
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

  /** Begins a guest's file anew. */
  public static Writer write(final Path guestDirectory) throws IOException {
    return new Writer(
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(guestDirectory.resolve(NAME))),
                StandardCharsets.UTF_8)));
  }

  /** Reads a guest's; empty if it has none, as one that was built before there was such a file. */
  public static Optional<BufferedReader> read(final Path guestDirectory) throws IOException {
    final Path file = guestDirectory.resolve(NAME);
    return Files.isRegularFile(file)
        ? Optional.of(
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8)))
        : Optional.empty();
  }
}
