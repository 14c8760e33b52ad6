package io.memtracer.plugins.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.memtracer.api.Task;
import org.junit.jupiter.api.Test;

final class AddressSpacesTest {

  private static final long[] USER = {0, 64, 0x5555_5555_5000L, (1L << 47) - 1};
  private static final long[] KERNEL = {1L << 63, 0xffff_8880_0000_0000L, -1};

  @Test
  void tellUserAddressesApartAndGiveThemBack() {
    for (final long address : USER) {
      for (final int space : new int[] {0, 1, 77, 65_535}) {
        final long apart = AddressSpaces.apart(address, of(space));
        assertEquals(space, AddressSpaces.spaceOf(apart));
        assertEquals(address, AddressSpaces.address(apart));
        assertNotEquals(AddressSpaces.apart(address, of(space ^ 1)), apart);
      }
    }
  }

  @Test
  void leaveTheKernelsAddressesAsTheyAre() {
    for (final long address : KERNEL) {
      final long apart = AddressSpaces.apart(address, of(77));
      assertEquals(address, apart);
      assertEquals(address, AddressSpaces.address(apart));
      assertEquals(0, AddressSpaces.spaceOf(apart));
    }
  }

  @Test
  void keepNoMoreThanTheyHaveRoomFor() {
    assertEquals(AddressSpaces.kept(3), AddressSpaces.kept(65_536 + 3));
    assertEquals(of(3), of(65_536 + 3));
  }

  private static long of(final int space) {
    return AddressSpaces.of(new Task(1, 1, 1, space, "task"));
  }
}
