package io.memtracer.benchmarks.recorder;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Records, which can be kept in a file: a magic number, how many there are, and word 0 and address
 * of each, compressed.
 */
public final class Recording {

  /** Changes with the format, and with what is recorded. */
  public static final int VERSION = 1;

  /** The bytes "MTRECRD" and the version. */
  private static final long MAGIC = 0x4d54_5245_4352_4400L + VERSION;

  private static final int BUFFER_BYTES = 1 << 16;

  private final long[] words;
  private final long[] addresses;

  /** So many records, of zeros. */
  public Recording(final int size) {
    words = new long[size];
    addresses = new long[size];
  }

  /** How many records there are. */
  public int size() {
    return words.length;
  }

  /** Word 0 of a record. */
  public long word(final int index) {
    return words[index];
  }

  /** Address of a record's access. */
  public long address(final int index) {
    return addresses[index];
  }

  /** Changes a record. */
  public void set(final int index, final long word, final long address) {
    words[index] = word;
    addresses[index] = address;
  }

  /** Overwrites records with those of another recording, from its first. */
  void copy(final Recording from, final int index, final int count) {
    System.arraycopy(from.words, 0, words, index, count);
    System.arraycopy(from.addresses, 0, addresses, index, count);
  }

  /** Writes the file so that nobody ever sees half of one. */
  void write(final Path file) throws IOException {
    final Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    final Path unfinished = Files.createTempFile(directory, "recording", ".new");
    try {
      writeTo(unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private void writeTo(final Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new GZIPOutputStream(Files.newOutputStream(file)), BUFFER_BYTES))) {
      out.writeLong(MAGIC);
      out.writeInt(words.length);
      for (int i = 0; i < words.length; i++) {
        out.writeLong(words[i]);
        out.writeLong(addresses[i]);
      }
    }
  }

  /** Reads a file that {@link Recorder} has written. */
  public static Recording read(final Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new GZIPInputStream(Files.newInputStream(file)), BUFFER_BYTES))) {
      final long magic = in.readLong();
      if (magic != MAGIC) {
        throw new IOException(
            "%s must begin with %016x, but begins with %016x".formatted(file, MAGIC, magic));
      }
      final Recording recording = new Recording(in.readInt());
      for (int i = 0; i < recording.size(); i++) {
        recording.set(i, in.readLong(), in.readLong());
      }
      return recording;
    }
  }
}
