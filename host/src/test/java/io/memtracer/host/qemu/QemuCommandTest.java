package io.memtracer.host.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class QemuCommandTest {

  private static final MachineSpec LINUX =
      MachineSpec.linux(
          new LinuxBoot(Path.of("/g/kernel"), Path.of("/g/initrd"), "quiet a=b,c"), 256, 2);

  private static final Path NOTHING = Path.of("/r/nothing");

  /** Of a machine that has no disk. */
  private static Disk state(final String image, final Optional<String> snapshot) {
    return new Disk(Path.of(image), snapshot, Optional.empty());
  }

  @Test
  void restoresASnapshotThroughAnOverlay() {
    final String line =
        line(
            LINUX,
            LaunchSpec.EMPTY.withDisk(state("/g/a,b.qcow2", Optional.of("ready"))),
            Optional.of(Path.of("/r/overlay")));
    assertTrue(
        line.contains(
            "-blockdev {\"node-name\":\"image-file\",\"driver\":\"file\","
                + "\"filename\":\"/g/a,b.qcow2\",\"read-only\":true}"),
        line);
    assertTrue(
        line.contains(
            "-blockdev {\"node-name\":\"disk-file\",\"driver\":\"qcow2\",\"file\":\"overlay-file\","
                + "\"backing\":\"image-bytes\"}"),
        line);
    assertTrue(line.contains("-loadvm ready"), line);
  }

  @Test
  void writesToAnImageWithoutASnapshot() {
    final String line =
        line(
            LINUX,
            LaunchSpec.EMPTY.withDisk(state("/g/state", Optional.empty())),
            Optional.empty());
    assertTrue(
        line.contains(
            "{\"node-name\":\"disk-file\",\"driver\":\"file\",\"filename\":\"/g/state\"}"),
        line);
    assertFalse(line.contains("-loadvm"), line);
    assertFalse(line.contains("read-only"), line);
  }

  @Test
  void describesTheMachine() {
    final String line = line(LINUX, LaunchSpec.EMPTY, Optional.empty());
    assertTrue(
        line.contains("-accel tcg,thread=multi -cpu max,la57=off,erms=off,fsrm=off -m 256M -smp 2"),
        line);
    assertTrue(line.contains("-kernel /g/kernel -initrd /g/initrd -append quiet a=b,c"), line);
    assertTrue(line.contains("-nodefaults"), line);
  }

  @Test
  void hasTheSameDevicesWhetherTheyAreUsedOrNot() {
    final LaunchSpec used =
        LaunchSpec.EMPTY.withConsole(Path.of("/r/a,b")).withAgent(Path.of("/r/agent,sock"));
    final List<String> without =
        QemuCommand.arguments(LINUX, LaunchSpec.EMPTY, Optional.empty(), Optional.empty(), NOTHING);
    final List<String> with =
        QemuCommand.arguments(LINUX, used, Optional.empty(), Optional.empty(), NOTHING);
    assertTrue(without.contains("null,id=serial"));
    assertTrue(without.contains("null,id=agent"));
    assertTrue(with.contains("file,path=/r/a,,b,id=serial"));
    assertTrue(with.contains("socket,server=on,wait=off,path=/r/agent,,sock,id=agent"));
    assertEquals(devices(without), devices(with));
  }

  @Test
  void loadsThePluginWithItsOptions() {
    final LaunchSpec launch =
        LaunchSpec.EMPTY.withPlugin(
            PluginSpec.withFifo(Path.of("/p/lib,x.so"), Path.of("/r/fi,fo")));
    final List<String> line =
        QemuCommand.arguments(
            LINUX, launch, Optional.empty(), Optional.of(Path.of("/r/control")), NOTHING);
    assertTrue(
        line.contains("/p/lib,,x.so,control=/r/control,fifo=/r/fi,,fo,lifeline=on"),
        line.toString());
  }

  @Test
  void leavesAUsersOwnMachineItsDevices() {
    final MachineSpec own =
        new MachineSpec(
            "pc",
            "qemu64",
            MachineSpec.PREDECESSOR_MEMORY_MIB,
            1,
            Optional.empty(),
            false,
            false,
            0,
            List.of("-rtc", "base=utc"));
    final Disk disk =
        new Disk(Path.of("/u/disk"), Optional.of("snap"), Optional.of("ide-hd,bus=ide.0"));
    final String line =
        line(own, LaunchSpec.EMPTY.withDisk(disk), Optional.of(Path.of("/r/overlay")));
    assertFalse(line.contains("-nodefaults"), line);
    assertFalse(line.contains("virtserialport"), line);
    assertTrue(line.contains("-device ide-hd,bus=ide.0,drive=disk"), line);
    assertTrue(line.endsWith("-rtc base=utc"), line);
  }

  private static MachineSpec withTwoShares(final MachineSpec machine) {
    return new MachineSpec(
        machine.type(),
        machine.cpu(),
        machine.memoryMib(),
        machine.vcpus(),
        machine.boot(),
        machine.bare(),
        machine.agentPort(),
        2,
        machine.extra());
  }

  @Test
  void sharesReadOnlyWithTheLastDevicesOfTheMachine() {
    final List<String> line =
        QemuCommand.arguments(
            withTwoShares(LINUX),
            LaunchSpec.EMPTY
                .withDisk(
                    new Disk(Path.of("/u/disk"), Optional.empty(), Optional.of("virtio-blk-pci")))
                .withShares(List.of(Path.of("/home/a,b"))),
            Optional.empty(),
            Optional.empty(),
            NOTHING);
    assertEquals(
        List.of(
            "-fsdev",
            "local,id=host0,path=/home/a,,b,readonly=on,security_model=none,multidevs=remap",
            "-device",
            "virtio-9p-pci,fsdev=host0,mount_tag=host0",
            "-fsdev",
            "local,id=host1,path=/r/nothing,readonly=on,security_model=none,multidevs=remap",
            "-device",
            "virtio-9p-pci,fsdev=host1,mount_tag=host1"),
        line.subList(line.size() - 8, line.size()));
  }

  private static List<String> devices(final List<String> line) {
    return line.stream().filter(argument -> argument.startsWith("virt")).toList();
  }

  private static String line(
      final MachineSpec machine, final LaunchSpec launch, final Optional<Path> overlay) {
    return String.join(
        " ", QemuCommand.arguments(machine, launch, overlay, Optional.empty(), NOTHING));
  }
}
