package io.memtracer.host.posix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/** Capabilities that the file of a program gives to whoever starts it, as {@code setcap} sets. */
public final class FileCapabilities {

  private static final String ATTRIBUTE = "security.capability";

  private FileCapabilities() {}

  /** Whether it has any; not if that can't be told. */
  public static boolean has(final Path program) {
    try {
      return C.LIBRARY.getxattr(program.toString(), ATTRIBUTE, Pointer.NULL, 0) > 0;
    } catch (LastErrorException e) {
      return false;
    }
  }

  /** Of the C library, what is used here. */
  private interface C extends Library {

    C LIBRARY = Native.load("c", C.class);

    long getxattr(String path, String name, Pointer value, long bytes) throws LastErrorException;
  }
}
