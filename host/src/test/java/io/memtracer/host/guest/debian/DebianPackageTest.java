package io.memtracer.host.guest.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class DebianPackageTest {

  private static final String SHOWN =
      """
      Package: linux-image-cloud-amd64
      Source: linux-signed-amd64 (6.1.192+2)
      Version: 6.1.192-2
      Depends: linux-image-6.1.0-56-cloud-amd64 (= 6.1.192-2)
      Filename: pool/updates/main/l/linux-image-cloud-amd64_6.1.192-2_amd64.deb
      SHA256: 00ff
      Description: Linux for x86-64 cloud (meta-package)
       Version: of no importance

      Package: busybox-static
      Version: 1:1.35.0-4
      Filename: pool/main/b/busybox/busybox-static_1.35.0-4_amd64.deb
      SHA256: 11ee
      """;

  @Test
  void readsWhatAptShows() {
    final Map<String, DebianPackage> packages = DebianPackage.parseAll(SHOWN);
    assertEquals(2, packages.size());
    final DebianPackage kernel = packages.get("linux-image-cloud-amd64");
    assertEquals("6.1.192-2", kernel.version());
    assertEquals("linux-image-cloud-amd64_6.1.192-2_amd64.deb", kernel.fileName());
    assertEquals("00ff", kernel.sha256());
    assertEquals("busybox-static=1:1.35.0-4", packages.get("busybox-static").specification());
  }

  @Test
  void findsADependencyWithoutItsVersion() {
    final DebianPackage kernel = DebianPackage.parseAll(SHOWN).get("linux-image-cloud-amd64");
    assertEquals(
        List.of("linux-image-6.1.0-56-cloud-amd64"),
        kernel.dependencies(Pattern.compile("linux-image-\\d.*")));
    assertEquals(List.of(), kernel.dependencies(Pattern.compile("linux-headers-.*")));
  }

  @Test
  void saysWhatToDoAboutAPackageThatIsOnlyInstalled() {
    final TraceException failure =
        assertThrows(
            TraceException.class,
            () -> DebianPackage.parseAll("Package: libc6\nVersion: 2.36\nStatus: installed\n"));
    assertEquals(ErrorCategory.ENVIRONMENT, failure.category());
    assertEquals(
        "the package libc6 can't be downloaded: the package lists have no Filename for it;"
            + " run 'apt-get update' as root, then try again",
        failure.getMessage());
  }

  @Test
  void findsNothingInAnErrorMessage() {
    assertTrue(DebianPackage.parseAll("E: No packages found").isEmpty());
  }
}
