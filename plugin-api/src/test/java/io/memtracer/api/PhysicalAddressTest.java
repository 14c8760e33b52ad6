package io.memtracer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PhysicalAddressTest {

  @Test
  void tellsMemoryFromDevices() {
    final long memory = PhysicalAddress.of(0xf_ffff_ffff_fff8L, false);
    final long device = PhysicalAddress.of(0xfee0_00b0L, true);
    assertTrue(PhysicalAddress.isKnown(memory));
    assertFalse(PhysicalAddress.isDevice(memory));
    assertEquals(0xf_ffff_ffff_fff8L, PhysicalAddress.address(memory));
    assertTrue(PhysicalAddress.isKnown(device));
    assertTrue(PhysicalAddress.isDevice(device));
    assertEquals(0xfee0_00b0L, PhysicalAddress.address(device));
    assertEquals(0, PhysicalAddress.of(0, false));
  }

  @Test
  void keepsApartWhatIsNotKnown() {
    assertFalse(PhysicalAddress.isKnown(PhysicalAddress.UNKNOWN));
    assertFalse(PhysicalAddress.isDevice(PhysicalAddress.UNKNOWN));
    assertTrue(PhysicalAddress.isKnown(PhysicalAddress.of(-1, true)));
  }
}
