package io.memtracer.host.qemu;

import io.memtracer.host.posix.Posix;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A private directory for the sockets, FIFOs and mapped files of one run; gone when it is closed.
 *
 * <p>Its name says which process made it. A process that is killed leaves its directory behind: the
 * next one to start removes it, and ends a QEMU that still uses it.
 */
public final class RunDirectory implements AutoCloseable {

  /** The kernel's limit for the path of a Unix socket, without the NUL. */
  static final int MAX_SOCKET_PATH_BYTES = 107;

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "run-";
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path path;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RunDirectory(final Path path) {
    this.path = path;
  }

  /**
   * Makes one in {@code $XDG_RUNTIME_DIR/memtracer} or, if there is none to write to, in {@code
   * ${TMPDIR:-/tmp}/memtracer-UID}.
   *
   * @throws TraceException environment error if that directory belongs to somebody else
   */
  public static RunDirectory create() {
    return create(System.getenv());
  }

  static RunDirectory create(final Map<String, String> environment) {
    return createIn(basePath(environment));
  }

  /**
   * Makes one in memory, for mapped files that are written all the time: on a disk, every page
   * would be written back again and again.
   *
   * @return empty if there is no file system in memory that this user may write to
   */
  public static Optional<RunDirectory> createInMemory() {
    return createInMemory(SHARED_MEMORY);
  }

  static Optional<RunDirectory> createInMemory(final Path sharedMemory) {
    try {
      if (!Files.isWritable(sharedMemory)
          || !Files.getFileStore(sharedMemory).type().equals("tmpfs")) {
        return Optional.empty();
      }
      return Optional.of(createIn(sharedMemory.resolve("memtracer-" + Posix.effectiveUserId())));
    } catch (IOException | TraceException e) {
      return Optional.empty();
    }
  }

  private static RunDirectory createIn(final Path wanted) {
    final Path base = privateDirectory(wanted);
    StaleRuns.sweep(base, PREFIX);
    final String name = PREFIX + ProcessIdentity.current() + ".";
    int number = 1;
    while (true) {
      final Path path = base.resolve(name + number);
      try {
        return new RunDirectory(Files.createDirectory(path, PRIVATE));
      } catch (FileAlreadyExistsException e) {
        // Of another run of this process.
        number++;
      } catch (IOException e) {
        throw TraceException.environment("can't make the directory " + path + ": " + e, e);
      }
    }
  }

  private static Path basePath(final Map<String, String> environment) {
    final String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (runtime.startsWith("/") && Files.isWritable(Path.of(runtime))) {
      return Path.of(runtime, "memtracer");
    }
    final String temporary = environment.getOrDefault("TMPDIR", "");
    return Path.of(temporary.startsWith("/") ? temporary : "/tmp")
        .resolve("memtracer-" + Posix.effectiveUserId());
  }

  private static Path privateDirectory(final Path base) {
    try {
      Files.createDirectory(base, PRIVATE);
    } catch (FileAlreadyExistsException e) {
      requireOurs(base);
    } catch (IOException e) {
      throw TraceException.environment("can't make the directory " + base + ": " + e, e);
    }
    return base;
  }

  private static void requireOurs(final Path base) {
    final PosixFileAttributes attributes;
    final Object owner;
    try {
      attributes = Files.readAttributes(base, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      owner = Files.getAttribute(base, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw TraceException.environment("can't look at the directory " + base + ": " + e, e);
    }
    if (!attributes.isDirectory()) {
      throw TraceException.environment(
          base + " must be a directory, but is something else: remove it or set TMPDIR");
    }
    if (!owner.equals(Posix.effectiveUserId())) {
      throw TraceException.environment(
          "%s must belong to user %d, but belongs to user %s: set TMPDIR to a directory of yours"
              .formatted(base, Posix.effectiveUserId(), owner));
    }
    if (attributes.permissions().stream().anyMatch(WRITABLE_BY_OTHERS::contains)) {
      throw TraceException.environment(
          base + " must be writable by its owner only: 'chmod 700 " + base + "' mends it");
    }
  }

  /** How many bytes still fit on its file system; 0 if that can't be known. */
  public long usableBytes() {
    try {
      return Files.getFileStore(path).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** A place in it. */
  public Path file(final String name) {
    return path.resolve(name);
  }

  /**
   * A place in it for a Unix socket.
   *
   * @throws TraceException environment error if the kernel allows no path that long
   */
  public Path socket(final String name) {
    final Path socket = path.resolve(name);
    final int bytes = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_SOCKET_PATH_BYTES) {
      throw TraceException.environment(
          "a socket's path may be %d bytes long, but %s has %d: set TMPDIR to a shorter directory"
              .formatted(MAX_SOCKET_PATH_BYTES, socket, bytes));
    }
    return socket;
  }

  /** Removes it with all that is in it, following no links. A second call does nothing. */
  @Override
  public void close() {
    // Another run of this process may have the name by now.
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      FileTree.delete(path);
    } catch (IOException e) {
      throw TraceException.environment("can't remove the directory " + path + ": " + e, e);
    }
  }
}
