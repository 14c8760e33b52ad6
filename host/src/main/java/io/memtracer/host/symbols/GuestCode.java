package io.memtracer.host.symbols;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What only the guest has of code. Asked when addresses are to be named, and not before: it may
 * take a while.
 */
public interface GuestCode {

  /** Nothing of it is here. */
  GuestCode NONE =
      new GuestCode() {
        @Override
        public Optional<Path> image(final String path) {
          return Optional.empty();
        }

        @Override
        public JitCode jit() {
          return JitCode.NONE;
        }
      };

  /**
   * A file of the guest's own from which code was mapped.
   *
   * @param path what the guest calls it
   * @return a copy, not to be trusted; empty if there is none, or it may be another one by now
   */
  Optional<Path> image(String path);

  /** What programs say of code that they made. */
  JitCode jit();
}
