package io.memtracer.host.symbols.elf;

/** What is read can't be an ELF file. */
public final class ElfException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ElfException(final String what) {
    super(what);
  }
}
