package io.memtracer.host.symbols.dwarf;

/** What is read can't be debug information, or takes more effort than it may. */
final class DwarfException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DwarfException(final String what) {
    super(what);
  }
}
