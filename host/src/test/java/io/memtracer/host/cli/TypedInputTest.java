package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class TypedInputTest {

  private long now;
  private int wishes;

  private TypedInput input(final byte... typed) {
    return new TypedInput(new ByteArrayInputStream(typed), () -> now, () -> wishes++);
  }

  @Test
  void passesAllOn() throws IOException {
    final byte[] typed = {'a', TypedInput.CTRL_C, TypedInput.CTRL_C, 0, -1, 'b'};
    assertArrayEquals(typed, input(typed).readAllBytes());
    assertEquals(1, wishes);
  }

  @Test
  void takesTwoForAWishInWhateverPieces() throws IOException {
    final TypedInput input = input(TypedInput.CTRL_C, TypedInput.CTRL_C);
    assertEquals(TypedInput.CTRL_C, input.read());
    assertEquals(0, wishes);
    now = TypedInput.TWICE_NANOS;
    assertEquals(TypedInput.CTRL_C, input.read());
    assertEquals(1, wishes);
    assertEquals(-1, input.read());
  }

  @Test
  void takesTwoThatAreFarApartForTwo() throws IOException {
    final TypedInput input = input(TypedInput.CTRL_C, TypedInput.CTRL_C);
    input.read();
    now = TypedInput.TWICE_NANOS + 1;
    input.read();
    assertEquals(0, wishes);
  }

  @Test
  void takesTwoWithSomethingBetweenForTwo() throws IOException {
    input(TypedInput.CTRL_C, (byte) 'x', TypedInput.CTRL_C).readAllBytes();
    assertEquals(0, wishes);
  }
}
