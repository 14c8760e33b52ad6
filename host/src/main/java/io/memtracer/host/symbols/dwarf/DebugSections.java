package io.memtracer.host.symbols.dwarf;

import java.nio.ByteBuffer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * What an image says of its lines.
 *
 * @param lines its {@code .debug_line}, in the image's order of bytes, as the others
 * @param lineTexts gives its {@code .debug_line_str}, or nothing; few units ask for it twice
 * @param texts gives its {@code .debug_str}, or nothing, for which hardly any unit asks
 * @param wide whether addresses have 64 bits, and not 32
 * @param isCode whether an address is of code that it has
 */
public record DebugSections(
    ByteBuffer lines,
    Supplier<ByteBuffer> lineTexts,
    Supplier<ByteBuffer> texts,
    boolean wide,
    LongPredicate isCode) {}
