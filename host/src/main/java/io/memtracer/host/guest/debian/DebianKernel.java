package io.memtracer.host.guest.debian;

import io.memtracer.host.status.TraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which packages hold the kernel that guests run. */
public final class DebianKernel {

  /**
   * Depends on the kernel of the day. Not the smaller one for clouds: that has no 9p, by which
   * programs see the host's files.
   */
  public static final String META_PACKAGE = "linux-image-amd64";

  private static final Pattern IMAGE = Pattern.compile("linux-image-\\d.*-amd64");

  /**
   * Up to 6.x all of it is in the package {@code linux-image-}; since 7.2 that is empty, and
   * depends on packages of the kernel, of its modules, and of the lists of them.
   */
  private static final Pattern PART = Pattern.compile("linux-(base|binary|modules)-\\d.*");

  private static final Pattern FILE =
      Pattern.compile("boot/vmlinuz-[^/]+|usr/lib/modules/[^/]+/vmlinuz");

  private DebianKernel() {}

  /**
   * The packages of a kernel.
   *
   * @param meta the {@link #META_PACKAGE}
   */
  public static List<DebianPackage> packages(
      final DebianPackages debian, final DebianPackage meta) {
    final String name =
        meta.dependencies(IMAGE).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    TraceException.environment(
                        "%s depends on no kernel, but on: %s"
                            .formatted(meta.specification(), meta.depends())));
    final List<DebianPackage> packages = new ArrayList<>(debian.resolve(List.of(name)));
    final List<String> parts = packages.get(0).dependencies(PART);
    if (!parts.isEmpty()) {
      packages.addAll(debian.resolve(parts));
    }
    return packages;
  }

  /** Whether a file of these packages is the kernel itself. */
  public static boolean isKernel(final String path) {
    return FILE.matcher(path).matches();
  }
}
