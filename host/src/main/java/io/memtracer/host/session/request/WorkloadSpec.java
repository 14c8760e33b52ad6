package io.memtracer.host.session.request;

import io.memtracer.host.guest.agent.RunRequest.Preparation;
import io.memtracer.host.guest.agent.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program to trace.
 *
 * @param path where it is, as {@code source} says
 * @param calledAs what the user calls it, and its argument 0; empty for its path
 * @param arguments its arguments, without the program
 * @param source where it comes from
 * @param surroundings what is around it in the guest
 * @param preparation what is done before it is traced
 * @param keep a directory for what it writes; empty if that is discarded
 * @param readyWithin for an unwrapped workload, which itself says when it is ready to be traced:
 *     how long that may take. Empty for a wrapped one, which is traced from its first instruction
 */
public record WorkloadSpec(
    String path,
    Optional<String> calledAs,
    List<String> arguments,
    Source source,
    Surroundings surroundings,
    Preparation preparation,
    Optional<Path> keep,
    Optional<Duration> readyWithin) {

  public WorkloadSpec {
    arguments = List.copyOf(arguments);
  }

  /** Where a program comes from. */
  public enum Source {
    /** A file of the host's, sent to the guest. */
    SENT,
    /** The guest. */
    GUEST,
    /** The host, whose files the guest sees. */
    SHARED
  }

  /** One that sees the guest's files and nothing else. */
  public WorkloadSpec(
      final String path,
      final List<String> arguments,
      final boolean inGuest,
      final Optional<Duration> readyWithin) {
    this(
        path,
        Optional.empty(),
        arguments,
        inGuest ? Source.GUEST : Source.SENT,
        Surroundings.ofGuest(),
        Preparation.READ_AHEAD,
        Optional.empty(),
        readyWithin);
  }

  /** A wrapped workload that sees the guest's files and nothing else. */
  public WorkloadSpec(final String path, final List<String> arguments, final boolean inGuest) {
    this(path, arguments, inGuest, Optional.empty());
  }

  /** The same, unwrapped. */
  public WorkloadSpec unwrapped(final Duration patience) {
    return new WorkloadSpec(
        path, calledAs, arguments, source, surroundings, preparation, keep, Optional.of(patience));
  }

  /** Whether the path is one in the guest's own files. */
  public boolean inGuest() {
    return source == Source.GUEST;
  }

  /** What the user calls it, and the arguments. */
  public List<String> command() {
    return Stream.concat(Stream.of(calledAs.orElse(path)), arguments.stream()).toList();
  }
}
