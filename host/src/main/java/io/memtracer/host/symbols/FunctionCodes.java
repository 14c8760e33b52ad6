package io.memtracer.host.symbols;

import io.memtracer.host.status.FunctionCode;
import io.memtracer.host.status.TraceException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Finds a program's functions by name, so that they can be known again by their first bytes. */
public final class FunctionCodes {

  private static final int PAGE_BYTES = 4096;
  private static final int MIN_BYTES = 4;

  /** Of all segments: what has more isn't looked through, since it may be anybody's. */
  private static final long MAX_PLACES = 1L << 20;

  private FunctionCodes() {}

  /**
   * Finds one.
   *
   * @param program an ELF file
   * @param called what users call it
   * @param name as its symbol table has it
   * @throws TraceException user error if there is none of that name, or it can't be told from
   *     others
   */
  public static FunctionCode find(final Path program, final String called, final String name) {
    final ElfImage image =
        ElfImage.read(program, ImageFiles.installed())
            .orElseThrow(
                () ->
                    TraceException.user(
                        "functions are looked for in the command's program, but %s is no ELF file that can be read"
                            .formatted(called)));
    final List<Function> found = image.functionsCalled(name);
    if (found.isEmpty()) {
      throw unknown(called, name, image);
    }
    if (found.stream().mapToLong(Function::start).distinct().count() > 1) {
      throw TraceException.user("%s has several functions %s".formatted(called, name));
    }
    return codeOf(called, image, found.get(0));
  }

  private static TraceException unknown(
      final String program, final String name, final ElfImage image) {
    final List<String> near = NearNames.of(name, image.functionNames());
    return TraceException.user(
        "%s has no function %s, as far as its symbols say: %s"
            .formatted(
                program,
                name,
                near.isEmpty()
                    ? "'nm -C' shows them, and a stripped program has none"
                    : "do you mean " + String.join(" or ", near) + "?"));
  }

  private static FunctionCode codeOf(
      final String program, final ElfImage image, final Function function) {
    final int length =
        (int) Math.min(FunctionCode.MAX_BYTES, Math.max(0, function.end() - function.start()));
    final byte[] code = new byte[length];
    final boolean isThere = image.read(function.start(), code);
    if (!isThere || length < MIN_BYTES || !isOnlyThere(image, function.start(), code)) {
      throw TraceException.user(
          "the function %s of %s can't be told from other code by its first %d bytes"
              .formatted(function.name(), program, length));
    }
    return new FunctionCode(
        (int) (function.start() & (PAGE_BYTES - 1)), HexFormat.of().formatHex(code));
  }

  /** Whether the program has these bytes once at that place of a page. */
  private static boolean isOnlyThere(final ElfImage image, final long start, final byte[] code) {
    int found = 0;
    long looked = 0;
    for (final ElfImage.Code part : image.code()) {
      final ByteBuffer bytes = part.bytes();
      final byte[] there = new byte[code.length];
      for (long at = Math.floorMod(start - part.address(), (long) PAGE_BYTES);
          at + code.length <= bytes.limit();
          at += PAGE_BYTES) {
        bytes.get((int) at, there);
        found += Arrays.equals(there, code) ? 1 : 0;
        if (found > 1 || ++looked > MAX_PLACES) {
          return false;
        }
      }
    }
    return found == 1;
  }
}
