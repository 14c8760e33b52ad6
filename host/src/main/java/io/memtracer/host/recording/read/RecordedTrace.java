package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.Asides;
import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Kind;
import io.memtracer.host.recording.format.RunEnd;
import io.memtracer.host.recording.format.RunStart;
import io.memtracer.host.recording.format.Texts;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A recorded trace: what its run was, and its records. If the file isn't whole, what there is of it
 * up to the last whole chunk. Thread-safe.
 */
public final class RecordedTrace implements AutoCloseable {

  private final RecordedFile file;
  private final Contents contents;
  private final RunStart start;
  private final Optional<RunEnd> end;
  private final Asides asides;
  private final Optional<String> problem;

  private RecordedTrace(final RecordedFile file) throws IOException {
    this.file = file;
    contents = Contents.of(file);
    try (Unpacker unpacker = new Unpacker(file)) {
      start = Texts.read(unpacker.bytes(contents.run()), RunStart.class);
      final Ending ending = new Ending(contents, unpacker);
      end = ending.end();
      asides = ending.asides();
      problem =
          contents
              .broken()
              .or(ending::damage)
              .or(this::missing)
              .map(what -> file.name() + " is incomplete: " + what);
    }
  }

  /** What the end says that isn't there. */
  private Optional<String> missing() {
    final RunEnd said = end.orElseThrow();
    if (said.records() != contents.records()) {
      return Optional.of(
          "its end says that it has %d records, but its chunks have %d"
              .formatted(said.records(), contents.records()));
    }
    return said.stopped().isEmpty()
        ? Optional.empty()
        : Optional.of("it was ended before its run: " + said.stopped());
  }

  /**
   * Opens one.
   *
   * @throws TraceException if it can't be read, or isn't one, or there is nothing in it to be used
   */
  public static RecordedTrace open(final Path path) {
    return open(LocalBytes.open(path));
  }

  /**
   * The same of a file that lies elsewhere.
   *
   * @param bytes closed with the trace
   */
  public static RecordedTrace open(final TraceBytes bytes) {
    final RecordedFile file = RecordedFile.of(bytes);
    try {
      return new RecordedTrace(file);
    } catch (DamagedException e) {
      file.close();
      throw TraceException.user(
          "%s is damaged, its beginning can't be used: %s".formatted(file.name(), e.getMessage()));
    } catch (IOException e) {
      file.close();
      throw TraceException.environment("can't read %s: %s".formatted(file.name(), e), e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** What users call its file. */
  public String name() {
    return file.name();
  }

  /** Bytes of the file. */
  public long bytes() {
    return file.size();
  }

  /** How many records are in whole chunks. */
  public long records() {
    return contents.records();
  }

  /** How many chunks are whole. */
  public int chunks() {
    return contents.chunks().size();
  }

  /** Whether it tells of each record where in physical memory the access went. */
  public boolean tellsPages() {
    return contents.tellsPages();
  }

  /** What was known of the run before its first record. */
  public RunStart start() {
    return start;
  }

  /** How the run ended; empty if the file ends before it says that. */
  public Optional<RunEnd> end() {
    return end;
  }

  /** What else it says of its run, as far as that can be read. */
  public Asides asides() {
    return asides;
  }

  /** Why this isn't all that should be there; empty if it is. */
  public Optional<String> problem() {
    return problem;
  }

  /** The phases that its end tells of, without what was done in them. */
  public Optional<Phases> phases() {
    return end.map(PhasesSeen::of);
  }

  /**
   * Reads all of it.
   *
   * @return what is wrong; empty if every checksum, the index and all counts are right
   * @throws TraceException if it can't be read
   */
  public Optional<String> check() {
    try {
      return new Check(this, file).run();
    } catch (IOException e) {
      throw TraceException.environment("can't read %s: %s".formatted(name(), e), e);
    }
  }

  /**
   * Gives away all blocks but the index, in order, as far as they are whole.
   *
   * @throws TraceException if one can't be read, or isn't what it was
   * @throws IOException if the taker does
   */
  public void blocks(final BlockTaker taker) throws IOException {
    try (Unpacker unpacker = new Unpacker(file)) {
      for (final Block block : contents.all()) {
        if (block.kind() != Kind.INDEX.number()) {
          final byte[] bytes = unpacker.bytes(block);
          taker.take(unpacker.header(), bytes, bytes.length);
        }
      }
    } catch (DamagedException e) {
      throw TraceException.guest("%s is damaged: %s".formatted(name(), e.getMessage()));
    }
  }

  /**
   * A way to take its records.
   *
   * @param range which of them
   * @param batchRecords the most of a batch
   */
  public RecordedIntake intake(final Range range, final int batchRecords) {
    return new RecordedIntake(
        new FileFacts(name(), 0, tellsPages(), problem, phases()),
        file,
        contents.chunks(),
        range,
        batchRecords);
  }

  /** The same for one of its {@link #pieces}. */
  public RecordedIntake intake(final Range range, final Piece piece, final int batchRecords) {
    final List<Block> some = contents.chunks().subList(piece.firstChunk(), piece.endChunk());
    return new RecordedIntake(FileFacts.ofPiece(name(), piece), file, some, range, batchRecords);
  }

  /**
   * Cuts it.
   *
   * @param range what is to be taken of it
   * @param most how many pieces there may be
   * @return all chunks that have records in that range, in order
   */
  public List<Piece> pieces(final Range range, final int most) {
    return Pieces.of(contents, range, most);
  }

  @Override
  public void close() {
    file.close();
  }
}
