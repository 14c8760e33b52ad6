package io.memtracer.host.status;

import java.util.List;
import java.util.Optional;

/**
 * What a program in a guest saw of this machine's files, and what it wrote over them.
 *
 * @param shared the directories it could read
 * @param files how many files it made or changed
 * @param bytes what they take
 * @param removed how many it removed, for itself
 * @param full whether there was no room for more in the end
 * @param names the first of them, the guest's words
 * @param keptIn the directory they were copied to; empty if they were discarded
 * @param leftOut the first that could not be copied
 */
public record FilesSeen(
    List<String> shared,
    long files,
    long bytes,
    long removed,
    boolean full,
    List<String> names,
    Optional<String> keptIn,
    List<String> leftOut) {

  public FilesSeen {
    shared = List.copyOf(shared);
    names = List.copyOf(names);
    leftOut = List.copyOf(leftOut);
  }
}
