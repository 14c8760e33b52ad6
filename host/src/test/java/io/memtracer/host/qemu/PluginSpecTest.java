package io.memtracer.host.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PluginSpecTest {

  @Test
  void writesItsOptionsInOrderAndEscapesThem() {
    assertEquals(
        List.of("-plugin", "/p/lib,,x.so,control=/r/co,,ntrol,fifo=/r/fi,,fo,lifeline=on"),
        PluginSpec.withFifo(Path.of("/p/lib,x.so"), Path.of("/r/fi,fo"))
            .arguments(Path.of("/r/co,ntrol")));
    assertEquals(
        List.of("-plugin", "/p,control=/c,ring=/r/ring,ringbytes=65536,lifeline=on,batch=4096"),
        PluginSpec.withRing(Path.of("/p"), Path.of("/r/ring"), 65_536)
            .with("batch", "4096")
            .arguments(Path.of("/c")));
  }
}
