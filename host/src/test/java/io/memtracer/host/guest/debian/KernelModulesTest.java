package io.memtracer.host.guest.debian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.host.status.TraceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class KernelModulesTest {

  private static byte[] module(final String depends) {
    return ("\u007fELF\0license=GPL\0depends=" + depends + "\0name=x\0")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void add(final KernelModules modules, final String path, final byte[] bytes)
      throws IOException {
    modules.add(path, new ByteArrayInputStream(bytes));
  }

  @Test
  void ordersModulesAfterWhatTheyDependOn() throws IOException {
    final KernelModules modules = new KernelModules();
    add(
        modules,
        "usr/lib/modules/6/kernel/drivers/virtio/virtio-pci.ko",
        module("virtio,virtio-ring"));
    add(modules, "usr/lib/modules/6/kernel/drivers/virtio/virtio.ko", module(""));
    add(modules, "usr/lib/modules/6/kernel/drivers/virtio/virtio_ring.ko", module("virtio,crc"));
    add(
        modules,
        "usr/lib/modules/6/modules.builtin",
        "kernel/lib/crc.ko\n".getBytes(StandardCharsets.US_ASCII));
    assertEquals(
        List.of("virtio", "virtio_ring", "virtio_pci"),
        List.copyOf(modules.inLoadOrder(List.of("virtio_pci", "crc")).keySet()));
  }

  @Test
  void takesTheAlgorithmsThatAModuleWants() throws IOException {
    final KernelModules modules = new KernelModules();
    add(
        modules,
        "usr/lib/modules/6/kernel/fs/ext4/ext4.ko",
        "\0depends=\0softdep=pre: crypto-crc32c built-elsewhere\0"
            .getBytes(StandardCharsets.US_ASCII));
    add(modules, "usr/lib/modules/6/kernel/crypto/crc32c_generic.ko", module(""));
    assertEquals(
        List.of("crc32c_generic", "ext4"),
        List.copyOf(modules.inLoadOrder(List.of("ext4")).keySet()));
  }

  @Test
  void readsCompressedModules() throws IOException {
    final KernelModules modules = new KernelModules();
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(bytes, new LZMA2Options())) {
      xz.write(module(""));
    }
    add(modules, "usr/lib/modules/6/kernel/drivers/virtio/virtio.ko.xz", bytes.toByteArray());
    assertArrayEquals(module(""), modules.inLoadOrder(List.of("virtio")).get("virtio"));
  }

  @Test
  void namesAModuleThatIsMissing() {
    final TraceException failure =
        assertThrows(
            TraceException.class, () -> new KernelModules().inLoadOrder(List.of("virtio_pci")));
    assertEquals("the kernel package has no module virtio_pci; it has: []", failure.getMessage());
  }

  @Test
  void aFileWithoutModuleInformationDependsOnNothing() {
    assertEquals(List.of(), KernelModules.dependencies(new byte[] {0, 'd', 'e'}));
  }
}
