package io.memtracer.host.symbols;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfSection;
import net.fornwall.jelf.ElfSegment;
import net.fornwall.jelf.ElfSymbolTableSection;

/**
 * A program or library in a file: where its parts go, and which functions and variables it says it
 * has. Its own symbol table counts; if that was stripped, the one of its debug file; if there is
 * none, what it offers to other images.
 */
final class ElfImage {

  /** The size of what comes before the bytes of a note, its owner "GNU\0" included. */
  private static final int NOTE_HEADER_BYTES = 16;

  private static final long PAGE_BYTES = 4096;

  private final List<ElfSegment> segments;
  private final FunctionTable functions;
  private final FunctionTable variables;

  private ElfImage(
      final List<ElfSegment> segments,
      final FunctionTable functions,
      final FunctionTable variables) {
    this.segments = segments;
    this.functions = functions;
    this.variables = variables;
  }

  /**
   * Reads a file.
   *
   * @param file an image
   * @param debugFiles where those that were stripped may have their symbols
   * @return what is known of it; empty if it isn't a regular file that can be read, or no image
   */
  static Optional<ElfImage> read(final Path file, final DebugFiles debugFiles) {
    try {
      final ElfFile elf = open(file);
      ElfSymbolTableSection symbols = elf.getSymbolTableSection();
      ElfFile owner = elf;
      if (symbols == null) {
        final Optional<ElfFile> debug = debugFile(elf, debugFiles);
        if (debug.isPresent()) {
          owner = debug.get();
          symbols = owner.getSymbolTableSection();
        }
      }
      if (symbols == null) {
        owner = elf;
        symbols = elf.getDynamicSymbolTableSection();
      }
      final List<Function> functions =
          symbols == null ? List.of() : ElfSymbols.functions(owner, symbols);
      final List<Function> variables = symbols == null ? List.of() : ElfSymbols.variables(symbols);
      return Optional.of(
          new ElfImage(
              elf.segmentsOfType(ElfSegment.PT_LOAD),
              new FunctionTable(functions),
              new FunctionTable(variables)));
    } catch (IOException | ElfException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // Not ours to judge: without an image there are no names, and the report shows addresses.
      return Optional.empty();
    }
  }

  private static ElfFile open(final Path file) throws IOException {
    // A FIFO would wait for somebody who writes.
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is no regular file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return ElfFile.from(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
  }

  private static Optional<ElfFile> debugFile(final ElfFile elf, final DebugFiles debugFiles)
      throws IOException {
    final Optional<Path> file = buildId(elf).flatMap(debugFiles::of);
    return file.isPresent() ? Optional.of(open(file.get())) : Optional.empty();
  }

  /** What its linker called a file; empty if it has no name, or is none that can be read. */
  static Optional<String> buildId(final Path file) {
    try {
      return buildId(open(file));
    } catch (IOException | ElfException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> buildId(final ElfFile elf) {
    final ElfSection note = elf.firstSectionByName(".note.gnu.build-id");
    if (note == null || note.header.sh_size <= NOTE_HEADER_BYTES) {
      return Optional.empty();
    }
    final byte[] data = note.getData();
    return Optional.of(HexFormat.of().formatHex(data, NOTE_HEADER_BYTES, data.length));
  }

  /**
   * Where a byte of the file has its place, as the image's own addresses count.
   *
   * @param fileOffset a byte of the file
   * @return its address; empty if it is in no part that is loaded
   */
  Optional<Long> addressOf(final long fileOffset) {
    for (final ElfSegment segment : segments) {
      final long inSegment = fileOffset - segment.p_offset;
      if (inSegment >= 0 && inSegment < segment.p_filesz) {
        return Optional.of(segment.p_vaddr + inSegment);
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
    return segments.stream()
        .anyMatch(
            segment ->
                Long.compareUnsigned(address, segment.p_vaddr & -PAGE_BYTES) >= 0
                    && Long.compareUnsigned(
                            address,
                            segment.p_vaddr + segment.p_memsz + PAGE_BYTES - 1 & -PAGE_BYTES)
                        < 0);
  }

  /**
   * Where the byte of the file with which a mapping begins has its place: mappings begin with whole
   * pages.
   */
  Optional<Long> addressOfPage(final long fileOffset) {
    return segments.stream()
        .filter(segment -> segment.p_memsz > 0)
        .filter(
            segment ->
                fileOffset >= (segment.p_offset & -PAGE_BYTES)
                    && fileOffset < segment.p_offset + Math.max(segment.p_filesz, 1))
        .filter(ElfSegment::isExecutable)
        .map(segment -> segment.p_vaddr + (fileOffset - segment.p_offset))
        .findFirst();
  }

  Optional<Function> functionAt(final long address) {
    return functions.at(address);
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
    return segments.stream()
        .filter(ElfSegment::isExecutable)
        .map(segment -> new Code(segment.p_vaddr, ByteBuffer.wrap(segment.getData())))
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
      if (offset >= 0 && offset + bytes.length <= part.bytes().limit()) {
        part.bytes().get((int) offset, bytes);
        return true;
      }
    }
    return false;
  }
}
