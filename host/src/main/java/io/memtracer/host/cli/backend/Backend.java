package io.memtracer.host.cli.backend;

import io.memtracer.api.OptionSpec;
import io.memtracer.host.foreign.ForeignFormat;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.ImageRecipe;
import io.memtracer.host.parallel.Cluster;
import io.memtracer.host.session.Replay;
import io.memtracer.host.session.request.Run;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.session.request.WorkloadSpec;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the commands ask of the rest of memtracer; tests give them another one. */
public interface Backend {

  /** A run that hasn't begun. */
  Run prepare(TraceRequest request);

  /**
   * A run over a recorded trace that hasn't begun.
   *
   * @param request who is to listen; what it says of workload and guest doesn't matter
   */
  Run prepareReplay(Replay replay, TraceRequestBuilder request);

  /**
   * Other machines, to look at pieces of traces.
   *
   * @param master where they are, in the cluster's own words
   * @param configuration of the cluster's own, by name
   */
  Cluster cluster(String master, Map<String, String> configuration);

  /**
   * A run on a cluster over a recorded trace that hasn't begun.
   *
   * @param file a path or a URI
   * @param request who is to listen; what it says of workload and guest doesn't matter
   */
  Run prepareReplay(Cluster cluster, String file, TraceRequestBuilder request);

  /**
   * A run over a trace of another program that hasn't begun.
   *
   * @param format what the file is in
   * @param request who is to listen; what it says of workload and guest doesn't matter
   */
  Run prepareImport(Path file, ForeignFormat format, TraceRequest request);

  /** A run without a guest, on this machine, that hasn't begun. */
  Run prepareNative(WorkloadSpec workload, InputStream standardInput, Optional<Duration> timeout);

  /** What analyzers there are, and which JARs can't be used. */
  Listing analyzers(List<Path> directories);

  /** The guests that are built, by name. */
  List<Guest> guests();

  /** Builds the default guest, telling of each step; says and costs nothing if it is there. */
  void ensureDefaultGuest(Consumer<String> steps);

  /** Builds a guest with today's packages, telling of each step. */
  void buildGuest(GuestRecipe recipe, Consumer<String> steps);

  /** Makes a guest of a user's own image, telling of each step; the image isn't changed. */
  void prepareImage(ImageRecipe image, Consumer<String> steps);

  /**
   * What {@code memory_tracer} takes to run in a guest; the default guest is built if it is
   * missing, telling of each step.
   */
  Positionals positionals(String guest, Consumer<String> steps);

  /** Removes a guest. */
  void removeGuest(String name);

  /** Each thing a run needs. */
  List<Check> checks();

  /**
   * Analyzers that are installed.
   *
   * @param analyzers those that can be used
   * @param problems a sentence about each JAR that can't
   */
  record Listing(List<Analyzer> analyzers, List<String> problems) {}

  /**
   * An analyzer that is installed.
   *
   * @param name as in {@code --analyzer NAME}
   * @param version of its JAR
   * @param jar where it came from
   * @param description in one line
   * @param options what it accepts
   */
  record Analyzer(
      String name, String version, Path jar, String description, List<OptionSpec> options) {}

  /**
   * A guest that is built.
   *
   * @param name as in {@code --guest NAME}
   * @param description what it is, in one line
   * @param bytes what it takes on disk
   * @param directory where it lies
   */
  record Guest(String name, String description, long bytes, Path directory) {}

  /**
   * The positional arguments of {@code memory_tracer}.
   *
   * @param image a guest's image
   * @param snapshot the name of the snapshot in it
   * @param qemuDirectory where the QEMU is that can restore it
   */
  record Positionals(Path image, String snapshot, Path qemuDirectory) {}

  /**
   * Something a run needs.
   *
   * @param subject what was looked at
   * @param state whether it is there
   * @param finding what was found
   * @param remedy what to do about it; empty if nothing
   */
  record Check(String subject, State state, String finding, String remedy) {

    /** Whether what was looked at will do. */
    public enum State {
      /** It will do. */
      FINE,
      /** A run works, but slower or with less room than it could. */
      POOR,
      /** Nothing works without it. */
      MISSING
    }
  }
}
