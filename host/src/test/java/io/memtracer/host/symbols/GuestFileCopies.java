package io.memtracer.host.symbols;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A guest that has no code but in files.
 *
 * @param files a copy of each that it has, by its path there
 */
record GuestFileCopies(Function<String, Optional<Path>> files) implements GuestCode {

  @Override
  public Optional<Path> image(final String path) {
    return files.apply(path);
  }

  @Override
  public JitCode jit() {
    return JitCode.NONE;
  }
}
