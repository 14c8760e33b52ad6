package io.memtracer.host.symbols.elf;

/**
 * A part of an image that is loaded. Numbers are as the file has them, without sign.
 *
 * @param executable whether it is code
 * @param offset of its first byte in the file
 * @param address of its first byte, as the image's own addresses count
 * @param fileBytes how many of its bytes are in the file
 * @param memoryBytes how many it has in memory; those that aren't in the file begin as zeros
 */
public record ElfSegment(
    boolean executable, long offset, long address, long fileBytes, long memoryBytes) {}
