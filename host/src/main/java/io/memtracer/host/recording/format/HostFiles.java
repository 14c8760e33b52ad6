package io.memtracer.host.recording.format;

import java.util.List;

/**
 * What the workload saw of files of the machine that recorded, and what it wrote over them.
 *
 * @param shared the directories it could read
 * @param files how many files it made or changed
 * @param bytes what they take
 * @param removed how many it removed, for itself
 * @param full whether there was no room for more in the end
 * @param names the first of them
 * @param keptIn the directory they were copied to; empty if they were discarded
 * @param leftOut the first that could not be copied
 */
public record HostFiles(
    List<String> shared,
    long files,
    long bytes,
    long removed,
    boolean full,
    List<String> names,
    String keptIn,
    List<String> leftOut) {

  public HostFiles {
    shared = List.copyOf(shared);
    names = List.copyOf(names);
    leftOut = List.copyOf(leftOut);
  }
}
