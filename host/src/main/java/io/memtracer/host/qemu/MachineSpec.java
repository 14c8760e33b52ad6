package io.memtracer.host.qemu;

import java.util.List;
import java.util.Optional;

/**
 * A machine. A snapshot can be restored only on a machine just like the one it was saved on.
 *
 * @param type QEMU's name for it, such as q35
 * @param cpu QEMU's name for the CPU model, with its flags
 * @param memoryMib its memory
 * @param vcpus how many vCPUs it has
 * @param boot what it boots; empty if that is on its disk
 * @param bare whether QEMU's default devices are left out
 * @param agentPort whether it has a serial port for our agent
 * @param shareSlots for how many directories of the host it has a device
 * @param extra more arguments for QEMU
 */
public record MachineSpec(
    String type,
    String cpu,
    int memoryMib,
    int vcpus,
    Optional<LinuxBoot> boot,
    boolean bare,
    boolean agentPort,
    int shareSlots,
    List<String> extra) {

  /**
   * All that QEMU can emulate, but addresses of at most 48 bits: with five-level paging Linux would
   * put its direct map beyond. And no fast string instructions: Linux and the C library copy with
   * them where there are any, and QEMU makes them one access a byte, where a real CPU moves whole
   * cache lines.
   */
  public static final String DEFAULT_CPU = "max,la57=off,erms=off,fsrm=off";

  /** The memory of the predecessor's guests. */
  public static final int PREDECESSOR_MEMORY_MIB = 2560;

  public MachineSpec {
    requireAtLeastOne("memoryMib", memoryMib);
    requireAtLeastOne("vcpus", vcpus);
    extra = List.copyOf(extra);
  }

  /** A machine with nothing but a console, a port for the agent, and what it boots. */
  public static MachineSpec linux(final LinuxBoot boot, final int memoryMib, final int vcpus) {
    return new MachineSpec(
        "q35", DEFAULT_CPU, memoryMib, vcpus, Optional.of(boot), true, true, 0, List.of());
  }

  private static void requireAtLeastOne(final String name, final int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
  }
}
