package io.memtracer.host.status;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the records of a run come from.
 *
 * @param source what made them, or keeps them
 * @param fullMemory whom the guest's kernel ended since no memory was left, if it had to
 * @param facts versions, guest, options, files: by name, in order, as they are to be read
 */
public record Origin(Source source, Optional<FullMemory> fullMemory, Map<String, String> facts) {

  private static final String OUT_OF_MEMORY = "out-of-memory";

  /** What made records, or keeps them. */
  public sealed interface Source permits Live, Recording, Foreign {}

  /** The workload, which ran for it. */
  public record Live() implements Source {}

  /**
   * A recorded trace.
   *
   * @param file its path
   * @param recordedAt when its run began
   * @param by who replays pieces of it
   * @param inPieces the analyzers for which they do; the others get it in order
   */
  public record Recording(String file, String recordedAt, Replayer by, List<String> inPieces)
      implements Source {

    public Recording {
      inPieces = List.copyOf(inPieces);
    }
  }

  /** Who replays the pieces of a trace. */
  public sealed interface Replayer permits Threads, Cluster {}

  /**
   * Threads of this process.
   *
   * @param count how many; one gets all of it in order
   */
  public record Threads(int count) implements Replayer {}

  /**
   * Other machines.
   *
   * @param name of the cluster
   * @param pieces how many the trace was cut into
   * @param retries how often one had to be looked at again, as when a machine was lost
   */
  public record Cluster(String name, int pieces, int retries) implements Replayer {}

  /**
   * Another program's trace.
   *
   * @param file its path
   */
  public record Foreign(String file) implements Source {}

  /**
   * A guest without memory.
   *
   * @param program what its kernel ended; the guest's word
   * @param guestMib the memory it had
   */
  public record FullMemory(String program, String guestMib) {}

  /** A run of a workload of which that is known. */
  public static Origin live(final Map<String, String> facts) {
    return new Origin(new Live(), fullMemory(facts), facts);
  }

  /** A trace of another program. */
  public static Origin foreign(final String file, final Map<String, String> facts) {
    return new Origin(
        new Foreign(file), Optional.empty(), with(Map.of("imported-from", file), facts));
  }

  /** The same, and the guest's kernel ended a program since no memory was left. */
  public Origin withFullMemory(final String program) {
    final Map<String, String> all = with(facts, Map.of(OUT_OF_MEMORY, program));
    return new Origin(source, fullMemory(all), all);
  }

  /** The same records, out of a recorded trace. */
  public Origin from(final Recording recording) {
    final Map<String, String> more = new LinkedHashMap<>();
    more.put("recording", recording.file());
    more.put("recorded-at", recording.recordedAt());
    if (recording.by() instanceof Threads threads) {
      more.put("replay-threads", Integer.toString(threads.count()));
    } else if (recording.by() instanceof Cluster cluster) {
      more.put("replay-cluster", cluster.name());
      more.put("replay-pieces", Integer.toString(cluster.pieces()));
      more.put("replay-retries", Integer.toString(cluster.retries()));
    }
    more.put("replayed-in-pieces", String.join(",", recording.inPieces()));
    return new Origin(recording, fullMemory, with(facts, more));
  }

  /** Those of the facts that were found out while the workload ran. */
  public Map<String, String> foundOut() {
    return fullMemory.map(full -> Map.of(OUT_OF_MEMORY, full.program())).orElse(Map.of());
  }

  private static Optional<FullMemory> fullMemory(final Map<String, String> facts) {
    return Optional.ofNullable(facts.get(OUT_OF_MEMORY))
        .map(program -> new FullMemory(program, facts.getOrDefault("guest-memory-mib", "?")));
  }

  private static Map<String, String> with(
      final Map<String, String> facts, final Map<String, String> more) {
    final Map<String, String> all = new LinkedHashMap<>(facts);
    all.putAll(more);
    return all;
  }
}
