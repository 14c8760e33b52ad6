package io.memtracer.host.foreign;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats that can be read. */
public enum ForeignFormat {
  /** What Valgrind's lackey prints. */
  LACKEY,
  /** What Dinero reads. */
  DIN,
  /** What ChampSim reads. */
  CHAMPSIM,
  /** What drmemtrace's tool view prints. */
  DRMEMTRACE,
  /** A table, such as the analyzer export writes. */
  CSV;

  private static final String NOT_WHOSE =
      "vCPUs and tasks (all is shown as of vCPU 0), privilege levels (shown as the kernel's where"
          + " the instruction is in its half of the addresses)";
  private static final String OTHER_SIZES =
      "sizes that no record has are shown as the next power of two, up to 128";

  ForeignReader reader(final InputStream in) {
    return switch (this) {
      case LACKEY -> new LackeyReader(in);
      case DIN -> new DinReader(in);
      case CHAMPSIM -> new ChampSimReader(in);
      case DRMEMTRACE -> new DrmemtraceReader(in);
      case CSV -> new CsvReader(in);
    };
  }

  /** What such a file doesn't tell of an access, and what stands for it. */
  public String unknown() {
    return switch (this) {
      case LACKEY, DIN ->
          NOT_WHOSE
              + ", and, where it has no lines of instructions, their addresses (shown as 0); "
              + OTHER_SIZES
              + (this == DIN ? "; sizes that are left out are shown as 1" : "");
      case DRMEMTRACE -> NOT_WHOSE + "; " + OTHER_SIZES + "; prefetches are left out";
      case CSV ->
          NOT_WHOSE
              + ", instructions (shown as 0), stores (shown as loads) and sizes (shown as 1), as"
              + " far as there are no columns for them; "
              + OTHER_SIZES;
      case CHAMPSIM ->
          NOT_WHOSE
              + ", sizes (shown as 1), and which of an instruction's accesses came first (shown as"
              + " loads, then stores)";
    };
  }

  /** As it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of them, as they are written. */
  public static List<String> words() {
    return Stream.of(values()).map(ForeignFormat::word).toList();
  }

  /** The format that is written so. */
  public static Optional<ForeignFormat> of(final String word) {
    return Stream.of(values()).filter(format -> format.word().equals(word)).findFirst();
  }
}
