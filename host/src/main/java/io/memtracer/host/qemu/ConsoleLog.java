package io.memtracer.host.qemu;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a guest said on its console: its words, to be bounded and not trusted.
 *
 * @param file in which QEMU keeps it
 */
record ConsoleLog(Path file) {

  private static final int TAIL_BYTES = 8 << 10;

  /** Its end; nothing if it can't be read: an explanation is no reason to fail. */
  String tail() {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      final byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, in.length())];
      in.seek(in.length() - bytes.length);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8)
          .replace("\r", "")
          .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?")
          .strip();
    } catch (IOException e) {
      return "";
    }
  }
}
