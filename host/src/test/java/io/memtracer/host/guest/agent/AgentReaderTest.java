package io.memtracer.host.guest.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.host.status.TraceException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgentReaderTest {

  private final List<String> frames = new ArrayList<>();

  private static AgentReader reader(final int... bytes) {
    final byte[] copy = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      copy[i] = (byte) bytes[i];
    }
    return new AgentReader(Channels.newChannel(new ByteArrayInputStream(copy)));
  }

  private void read(final AgentReader reader) throws IOException {
    reader.readFrame((type, payload) -> frames.add(type + ":" + payload.remaining()));
  }

  @Test
  void cutsFrames() throws IOException {
    final AgentReader reader = reader(0, 0, 0, 0, 16, 2, 0, 0, 0, 17, 'a', 'b');
    read(reader);
    read(reader);
    assertEquals(List.of("16:0", "17:2"), frames);
    assertThrows(EOFException.class, () -> read(reader));
  }

  @Test
  void refusesAFrameThatIsTooLong() {
    final TraceException failure =
        assertThrows(TraceException.class, () -> read(reader(1, 0, 16, 0, 17)));
    assertEquals(
        "the guest sent a frame of 1048577 bytes, but at most 1048576 are allowed",
        failure.getMessage());
    assertThrows(TraceException.class, () -> read(reader(255, 255, 255, 255, 17)));
  }

  @Test
  void noticesAnEndInTheMiddleOfAFrame() {
    assertThrows(EOFException.class, () -> read(reader(2, 0, 0, 0, 17, 'a')));
    assertThrows(EOFException.class, () -> read(reader(2, 0)));
  }
}
