package io.memtracer.host.session.workload;

import io.memtracer.host.guest.agent.WrittenEntry;
import io.memtracer.host.guest.agent.WrittenListener;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies what a program wrote to a directory, as a tree. Names come from the guest: nothing is made
 * outside, nor through a link. What can't be copied is named.
 *
 * <p>The directory is new and nobody else's, so that what isn't a directory we made is none to go
 * through.
 */
final class KeptFiles implements WrittenListener, AutoCloseable {

  private static final int MAX_LEFT_OUT = 10;
  private static final int OWNER_READ = 0400;
  private static final String UP = "..";

  private final Path root;
  private final long maxBytes;
  private final Set<Path> directories = new HashSet<>();
  private final List<String> leftOut = new ArrayList<>();
  private long bytes;
  private FileChannel file;
  private WrittenEntry entry;
  private Path place;

  /**
   * Into a directory that is empty, or isn't there yet.
   *
   * @param maxBytes more contents than that can't come from the guest
   */
  static KeptFiles in(final Path root, final long maxBytes) {
    try {
      Files.createDirectories(root);
      try (Stream<Path> entries = Files.list(root)) {
        if (entries.findAny().isPresent()) {
          throw TraceException.user("--keep must be an empty directory, but " + root + " isn't");
        }
      }
      return new KeptFiles(root.toRealPath(), maxBytes);
    } catch (IOException e) {
      throw TraceException.user("--keep can't be " + root + ": " + e);
    }
  }

  private KeptFiles(final Path root, final long maxBytes) {
    this.root = root;
    this.maxBytes = maxBytes;
    directories.add(root);
  }

  @Override
  public void onEntry(final WrittenEntry next) {
    close();
    if (next.isRemoved()) {
      return;
    }
    try {
      final Path wanted = placeOf(next.path());
      if (wanted == null || !(next.isRegular() || isSafeLink(next, wanted))) {
        leaveOut(next.path());
      } else if (next.isRegular()) {
        open(next, wanted);
      } else {
        Files.createSymbolicLink(wanted, Path.of(next.target()));
      }
    } catch (IOException e) {
      throw TraceException.environment("--keep can't write below " + root + ": " + e, e);
    }
  }

  private void open(final WrittenEntry next, final Path wanted) throws IOException {
    file =
        FileChannel.open(
            wanted,
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    entry = next;
    place = wanted;
  }

  /** Where it goes, below directories of ours; null if it can't be told, or something is there. */
  private Path placeOf(final String path) throws IOException {
    if (!path.startsWith("/")) {
      return null;
    }
    Path at = root;
    final String[] names = path.substring(1).split("/", -1);
    try {
      for (int i = 0; i < names.length; i++) {
        if (names[i].isEmpty() || names[i].equals(".") || names[i].equals(UP)) {
          return null;
        }
        at = at.resolve(names[i]);
        if (i < names.length - 1 && !directories.contains(at)) {
          if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
            return null;
          }
          directories.add(Files.createDirectory(at));
        }
      }
    } catch (InvalidPathException e) {
      return null;
    }
    return Files.exists(at, LinkOption.NOFOLLOW_LINKS) ? null : at;
  }

  /**
   * Whether a link stays inside, whatever it leads through: it is relative, goes up only at its
   * beginning, and not beyond the root.
   */
  private boolean isSafeLink(final WrittenEntry next, final Path wanted) {
    if (!next.isLink() || next.target().isEmpty() || next.target().startsWith("/")) {
      return false;
    }
    final int depth = root.relativize(wanted).getNameCount() - 1;
    final List<String> names = List.of(next.target().split("/+"));
    int up = 0;
    while (up < names.size() && names.get(up).equals(UP)) {
      up++;
    }
    return up <= depth && !names.subList(up, names.size()).contains(UP);
  }

  private void leaveOut(final String path) {
    if (leftOut.size() < MAX_LEFT_OUT) {
      leftOut.add(path);
    }
  }

  @Override
  public void onContent(final long offset, final ByteBuffer piece) {
    if (file == null) {
      return;
    }
    bytes += piece.remaining();
    if (bytes > maxBytes || offset < 0 || offset > entry.bytes()) {
      throw TraceException.guest("the guest tells of more contents than it can hold");
    }
    try {
      long at = offset;
      while (piece.hasRemaining()) {
        at += file.write(piece, at);
      }
    } catch (IOException e) {
      throw TraceException.environment("--keep can't write " + place + ": " + e, e);
    }
  }

  /** The first of what could not be copied: devices, links that lead out, names that do. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** Completes the last file. */
  @Override
  public void close() {
    if (file == null) {
      return;
    }
    try (FileChannel last = file) {
      file = null;
      if (last.size() < entry.bytes() && entry.bytes() > 0) {
        // It ends with a hole.
        last.write(ByteBuffer.allocate(1), entry.bytes() - 1);
      }
    } catch (IOException e) {
      throw TraceException.environment("--keep can't write " + place + ": " + e, e);
    }
    try {
      Files.setPosixFilePermissions(place, permissions(entry.mode()));
      Files.setLastModifiedTime(place, FileTime.from(entry.modified()));
    } catch (IOException e) {
      throw TraceException.environment("--keep can't change " + place + ": " + e, e);
    }
  }

  /** For all as for the owner there; no set-user bits. */
  private static Set<PosixFilePermission> permissions(final int mode) {
    final Set<PosixFilePermission> set = new HashSet<>();
    final PosixFilePermission[] inOrder = PosixFilePermission.values();
    for (int i = 0; i < inOrder.length; i++) {
      if ((mode & (OWNER_READ >> i)) != 0) {
        set.add(inOrder[i]);
      }
    }
    set.add(PosixFilePermission.OWNER_READ);
    set.add(PosixFilePermission.OWNER_WRITE);
    return set;
  }
}
