package io.memtracer.host.guest.debian;

import io.memtracer.host.status.TraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tukaani.xz.XZInputStream;

/** The modules of a kernel package that a guest needs, in an order in which they can be loaded. */
public final class KernelModules {

  private static final String SUFFIX = ".ko";

  /** For directories of the host: 9p and what it is made of, and layers for writes. */
  private static final List<String> FILE_SYSTEMS =
      List.of("/net/9p/", "/fs/9p/", "/fs/netfs/", "/fs/fscache/", "/fs/overlayfs/");

  /** For disks: ext4 and what it is made of, checksums among it. */
  private static final List<String> DISKS =
      List.of(
          "/drivers/block/virtio_blk",
          "/fs/ext4/",
          "/fs/jbd2/",
          "/fs/mbcache",
          "/lib/crc",
          "/lib/libcrc32c",
          "/crypto/crc32c");

  private static final String DEPENDS = "\0depends=";
  private static final String NEEDS_BEFORE = "\0softdep=pre: ";

  /** What the name of an algorithm begins with, in kernels of some minor releases. */
  private static final String ALGORITHM = "^crypto_";

  /** Where a module needs an algorithm, this is its implementation for any processor. */
  private static final String PORTABLE = "_generic";

  private final Map<String, byte[]> available = new TreeMap<>();
  private final Set<String> builtIn = new TreeSet<>();

  /** Whether a file of the kernel package may be needed. */
  public static boolean isCandidate(final String path) {
    return path.endsWith("/modules.builtin")
        || path.contains("/drivers/virtio/")
        || path.contains("/drivers/char/virtio_console")
        || DISKS.stream().anyMatch(path::contains)
        || FILE_SYSTEMS.stream().anyMatch(path::contains);
  }

  /** Adds a candidate. */
  public void add(final String path, final InputStream content) throws IOException {
    final byte[] bytes = content.readAllBytes();
    if (path.endsWith("/modules.builtin")) {
      new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .map(KernelModules::name)
          .forEach(builtIn::add);
    } else if (path.endsWith(SUFFIX)) {
      available.put(name(path), bytes);
    } else if (path.endsWith(SUFFIX + ".xz")) {
      available.put(name(path), decompress(bytes));
    }
  }

  private static byte[] decompress(final byte[] xz) throws IOException {
    try (XZInputStream module = new XZInputStream(new ByteArrayInputStream(xz))) {
      return module.readAllBytes();
    }
  }

  /** The name that the kernel uses: that of the file, with underscores. */
  private static String name(final String path) {
    final String file = path.substring(path.lastIndexOf('/') + 1);
    return file.substring(0, file.indexOf(SUFFIX)).replace('-', '_');
  }

  /**
   * Modules and what they depend on, each after what it depends on.
   *
   * @param wanted names of modules; those built into the kernel are left out
   * @return bytes by name
   */
  public Map<String, byte[]> inLoadOrder(final Collection<String> wanted) {
    final Map<String, byte[]> ordered = new LinkedHashMap<>();
    wanted.forEach(name -> visit(name, ordered));
    return ordered;
  }

  private void visit(final String name, final Map<String, byte[]> ordered) {
    if (ordered.containsKey(name) || builtIn.contains(name)) {
      return;
    }
    final byte[] module = available.get(name);
    if (module == null) {
      throw TraceException.environment(
          "the kernel package has no module %s; it has: %s".formatted(name, available.keySet()));
    }
    dependencies(module).forEach(dependency -> visit(dependency, ordered));
    for (final String wish : names(module, NEEDS_BEFORE)) {
      final String portable = wish.replaceFirst(ALGORITHM, "") + PORTABLE;
      if (available.containsKey(portable)) {
        visit(portable, ordered);
      }
    }
    ordered.put(name, module);
  }

  /** What a module depends on by its section ".modinfo". */
  static List<String> dependencies(final byte[] module) {
    return names(module, DEPENDS);
  }

  private static List<String> names(final byte[] module, final String field) {
    final byte[] wanted = field.getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at + wanted.length <= module.length; at++) {
      if (matches(module, at, wanted)) {
        final int start = at + wanted.length;
        int end = start;
        while (end < module.length && module[end] != 0) {
          end++;
        }
        final String names = new String(module, start, end - start, StandardCharsets.US_ASCII);
        return names.isEmpty() ? List.of() : List.of(names.replace('-', '_').split("[, ]"));
      }
    }
    return List.of();
  }

  private static boolean matches(final byte[] module, final int at, final byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (module[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
