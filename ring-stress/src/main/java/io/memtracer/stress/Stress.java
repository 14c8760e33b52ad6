package io.memtracer.stress;

import org.openjdk.jcstress.Main;

/** Runs all tests, and ends with another status than 0 if one found what must not be. */
public final class Stress {

  private Stress() {}

  /** The library with the producer, the mode, and a directory for the report. */
  public static void main(final String[] arguments) throws Exception {
    final String options =
        "--add-opens java.base/jdk.internal.misc=ALL-UNNAMED --enable-native-access=ALL-UNNAMED"
            + " -D"
            + Producer.LIBRARY
            + "="
            + arguments[0];
    Main.main(new String[] {"-m", arguments[1], "-r", arguments[2], "-jvmArgsPrepend", options});
  }
}
