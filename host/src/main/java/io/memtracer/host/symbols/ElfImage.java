package io.memtracer.host.symbols;

import io.memtracer.host.status.CodeName.SourceLine;
import io.memtracer.host.symbols.dwarf.Effort;
import io.memtracer.host.symbols.elf.ElfException;
import io.memtracer.host.symbols.elf.ElfFile;
import io.memtracer.host.symbols.elf.ElfSegment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program or library in a file: where its parts go, and which functions and variables it says it
 * has. Its own symbol table counts; if that was stripped, the one of its debug file; if there is
 * none, what it offers to other images.
 */
final class ElfImage {

  private static final long PAGE_BYTES = 4096;

  private final ElfFile file;
  private final FunctionTable functions;
  private final FunctionTable variables;

  private ElfImage(final ElfFile file, final ElfSymbols symbols) {
    this.file = file;
    functions = new FunctionTable(symbols.functions());
    variables = new FunctionTable(symbols.variables());
  }

  /**
   * Reads a file.
   *
   * @param file an image
   * @param files where those that were stripped may have their symbols
   * @return what is known of it; empty if it isn't a regular file that can be read, or no image
   */
  static Optional<ElfImage> read(final Path file, final ImageFiles files) {
    try {
      final ElfFile elf = open(file);
      return Optional.of(new ElfImage(elf, symbols(elf, files)));
    } catch (IOException | ElfException | IllegalArgumentException e) {
      // Not ours to judge: without an image there are no names, and the report shows addresses.
      return Optional.empty();
    } catch (InternalError e) {
      return becameShorter(e);
    }
  }

  private static ElfSymbols symbols(final ElfFile elf, final ImageFiles files) throws IOException {
    if (elf.symbols().isPresent()) {
      return new ElfSymbols(elf, elf.symbols());
    }
    final Optional<ElfFile> debug = debugFile(elf, files);
    return debug.flatMap(ElfFile::symbols).isPresent()
        ? new ElfSymbols(debug.get(), debug.get().symbols())
        : new ElfSymbols(elf, elf.dynamicSymbols());
  }

  /** So the virtual machine says that bytes of a mapped file aren't there any more. */
  private static <T> Optional<T> becameShorter(final InternalError e) {
    if (e.getMessage() != null && e.getMessage().contains("unsafe memory access")) {
      return Optional.empty();
    }
    throw e;
  }

  private static ElfFile open(final Path file) throws IOException {
    // A FIFO would wait for somebody who writes.
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is no regular file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return ElfFile.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
  }

  private static Optional<ElfFile> debugFile(final ElfFile elf, final ImageFiles files)
      throws IOException {
    final Optional<Path> file = elf.buildId().flatMap(files::debugFile);
    try {
      return file.isPresent() ? Optional.of(open(file.get())) : Optional.empty();
    } catch (ElfException e) {
      // The image itself has names that it offers.
      return Optional.empty();
    }
  }

  /** What its linker called it; empty if it has no name. */
  Optional<String> buildId() {
    return file.buildId();
  }

  /** What its linker called a file; empty if it has no name, or is none that can be read. */
  static Optional<String> buildId(final Path file) {
    try {
      return open(file).buildId();
    } catch (IOException | ElfException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (InternalError e) {
      return becameShorter(e);
    }
  }

  /**
   * Where a byte of the file has its place, as the image's own addresses count.
   *
   * @param fileOffset a byte of the file
   * @return its address; empty if it is in no part that is loaded
   */
  Optional<Long> addressOf(final long fileOffset) {
    for (final ElfSegment segment : file.segments()) {
      final long inSegment = fileOffset - segment.offset();
      if (inSegment >= 0 && inSegment < segment.fileBytes()) {
        return Optional.of(segment.address() + inSegment);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether an address is of what is loaded of it: of what is in the file or begins as zeros, with
   * the rest of the pages of that.
   *
   * @param address as the image's own addresses count
   */
  boolean spans(final long address) {
    return file.segments().stream()
        .anyMatch(
            segment ->
                Long.compareUnsigned(address, segment.address() & -PAGE_BYTES) >= 0
                    && Long.compareUnsigned(
                            address, pageUp(segment.address() + segment.memoryBytes()))
                        < 0);
  }

  /**
   * Whether an address that it spans is in pages that aren't the file's, since they begin as zeros.
   *
   * @param address as the image's own addresses count
   */
  boolean hasZerosAt(final long address) {
    return file.segments().stream()
        .filter(segment -> segment.memoryBytes() > segment.fileBytes())
        .anyMatch(
            segment ->
                Long.compareUnsigned(address, firstZeros(segment)) >= 0
                    && Long.compareUnsigned(
                            address, pageUp(segment.address() + segment.memoryBytes()))
                        < 0);
  }

  private static long firstZeros(final ElfSegment segment) {
    return segment.fileBytes() == 0
        ? segment.address() & -PAGE_BYTES
        : pageUp(segment.address() + segment.fileBytes());
  }

  private static long pageUp(final long address) {
    return address + PAGE_BYTES - 1 & -PAGE_BYTES;
  }

  /**
   * Where the byte of the file with which a mapping begins has its place: mappings begin with whole
   * pages.
   */
  Optional<Long> addressOfPage(final long fileOffset) {
    return file.segments().stream()
        .filter(segment -> segment.memoryBytes() > 0)
        .filter(
            segment ->
                fileOffset >= (segment.offset() & -PAGE_BYTES)
                    && fileOffset < segment.offset() + Math.max(segment.fileBytes(), 1))
        .filter(ElfSegment::executable)
        .map(segment -> segment.address() + (fileOffset - segment.offset()))
        .findFirst();
  }

  /**
   * Where code of it was written, as it says itself.
   *
   * @param addresses as the image's own addresses count
   * @param effort how much may be done for it
   * @return those that are known
   */
  Map<Long, SourceLine> lines(final Collection<Long> addresses, final Effort effort) {
    return ImageLines.of(file, addresses, effort);
  }

  Optional<Function> functionAt(final long address) {
    return functions.at(address);
  }

  /**
   * Where code lay, of an image of which only its debug file is there: that doesn't say which bytes
   * of the image's file were code, but how long they are.
   *
   * @param bytes of what was mapped as code
   * @return the place of the first; empty unless all code of the image was mapped so
   */
  Optional<Long> addressOfAllCode(final long bytes) {
    final List<ElfSegment> code = file.segments().stream().filter(ElfSegment::executable).toList();
    if (code.size() != 1 || code.get(0).fileBytes() != 0) {
      return Optional.empty();
    }
    final long start = code.get(0).address() & -PAGE_BYTES;
    final long end = pageUp(code.get(0).address() + code.get(0).memoryBytes());
    return end - start == bytes ? Optional.of(start) : Optional.empty();
  }

  /** A variable, or a function that has constants. */
  Optional<Function> dataAt(final long address) {
    return variables.at(address).or(() -> functions.at(address));
  }

  /** All functions, by place. */
  List<Function> allFunctions() {
    return functions.all();
  }

  /** The names of all functions. */
  List<String> functionNames() {
    return functions.names();
  }

  /** All functions of a name, by place. */
  List<Function> functionsCalled(final String name) {
    return functions.called(name);
  }

  /**
   * A part that is loaded and executed.
   *
   * @param address of its first byte, as the image's own addresses count
   * @param bytes those that are in the file
   */
  record Code(long address, ByteBuffer bytes) {}

  /** All code that is loaded from the file. */
  List<Code> code() {
    return file.segments().stream()
        .filter(ElfSegment::executable)
        .flatMap(
            segment ->
                file.bytes(segment).stream().map(bytes -> new Code(segment.address(), bytes)))
        .toList();
  }

  /**
   * Copies code.
   *
   * @param address where it begins, as the image's own addresses count
   * @param bytes filled
   * @return false if not all of it is code that is in the file
   */
  boolean read(final long address, final byte[] bytes) {
    for (final Code part : code()) {
      final long offset = address - part.address();
      if (offset >= 0 && offset <= part.bytes().limit() - bytes.length) {
        part.bytes().get((int) offset, bytes);
        return true;
      }
    }
    return false;
  }
}
