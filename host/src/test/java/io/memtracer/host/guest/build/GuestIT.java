package io.memtracer.host.guest.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.GuestStore;
import io.memtracer.host.guest.ImageRecipe;
import io.memtracer.host.guest.agent.AgentChannel;
import io.memtracer.host.guest.agent.BuiltAgent;
import io.memtracer.host.guest.agent.CollectedOutput;
import io.memtracer.host.guest.agent.RunRequest;
import io.memtracer.host.guest.image.Qcow2;
import io.memtracer.host.qemu.LaunchSpec;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.QemuLocator;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds the default guest and restores it under the real QEMU. */
@Tag("qemu")
@Timeout(300)
public final class GuestIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path cache;
  private static QemuBinary qemu;
  private static GuestStore store;
  private static GuestBuilder builder;
  private static Guest guest;

  private static final class Steps implements BuildProgress {
    @Override
    public void onStep(final String step) {}

    @Override
    public void onStepDone(final String step, final Duration took) {
      System.err.printf("%s: %d ms%n", step, took.toMillis());
    }
  }

  /** A restored guest. */
  private static final class Restored implements AutoCloseable {
    private final RunDirectory run = RunDirectory.create();
    private final CollectedOutput output = new CollectedOutput();
    private final VirtualMachine machine;
    private final AgentChannel agent;

    Restored(final Guest guest) {
      final long start = System.nanoTime();
      machine =
          VirtualMachine.launch(
              qemu,
              guest.machine(),
              LaunchSpec.EMPTY.withDisk(guest.disk()).withAgent(run.socket("agent.sock")),
              run);
      machine.awaitReady(SOON);
      agent = AgentChannel.connect(run.socket("agent.sock"), output);
      agent.hello(SOON);
      System.err.printf("restored: %d ms%n", (System.nanoTime() - start) / 1_000_000);
    }

    WorkloadExit run(final RunRequest request) {
      agent.load(request, SOON);
      agent.go();
      return agent.awaitExit(SOON);
    }

    @Override
    public void close() {
      agent.close();
      machine.close();
      run.close();
    }
  }

  @BeforeAll
  static void buildGuest() {
    qemu = QemuLocator.ofEnvironment().locate(Optional.empty());
    store = GuestStore.at(cache);
    builder = new GuestBuilder(store, qemu, BuiltAgent.agent(), new Steps());
    guest = builder.ensure(GuestRecipe.ofDefault());
  }

  private static WorkloadExit exited(final int status) {
    return new WorkloadExit(WorkloadExit.How.EXITED, status);
  }

  @Test
  void runsProgramsOfTheGuestAndOfTheHost() throws Exception {
    final byte[] before = Files.readAllBytes(guest.image());
    try (Restored first = new Restored(guest);
        Restored second = new Restored(guest)) {
      assertEquals(
          exited(0), first.run(RunRequest.inGuest("/bin/busybox", List.of("echo", "a  b"))));
      assertEquals("a  b\n", first.output.out());
      assertEquals(
          exited(0), second.run(RunRequest.ofHostFile(BuiltAgent.workload(), List.of("both"))));
      assertEquals("to stdout", second.output.out());
      assertEquals("to stderr", second.output.err());
    }
    assertArrayEquals(before, Files.readAllBytes(guest.image()));
  }

  @Test
  void runsADynamicProgramOfTheHostWithInput() {
    try (Restored restored = new Restored(guest)) {
      final byte[] bytes = "one\ntwo\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);
      restored.agent.load(RunRequest.ofHostFile(Path.of("/usr/bin/wc"), List.of("-lc")), SOON);
      restored.agent.feed(new ByteArrayInputStream(bytes));
      restored.agent.go();
      assertEquals(exited(0), restored.agent.awaitExit(SOON));
      assertEquals(
          List.of("400000", "1600000"), List.of(restored.output.out().strip().split(" +")));
    }
  }

  @Test
  void sendsLargeOutputAndTellsTheExitStatus() {
    try (Restored restored = new Restored(guest)) {
      assertEquals(
          exited(3),
          restored.run(
              RunRequest.inGuest(
                  "sh", List.of("-c", "dd if=/dev/zero bs=1024k count=10; exit 3"))));
      assertEquals(10 << 20, restored.output.outBytes().length);
    }
  }

  @Test
  void endsARunInTheGuest() {
    try (Restored restored = new Restored(guest)) {
      restored.agent.load(RunRequest.inGuest("sleep", List.of("1000")), SOON);
      restored.agent.go();
      restored.agent.kill();
      assertEquals(new WorkloadExit(WorkloadExit.How.SIGNALLED, 9), restored.agent.awaitExit(SOON));
    }
  }

  @Test
  void addressesAreTheSameInEveryRun() {
    final String[] maps = new String[2];
    for (int i = 0; i < maps.length; i++) {
      try (Restored restored = new Restored(guest)) {
        restored.run(RunRequest.inGuest("cat", List.of("/proc/self/maps")));
        maps[i] = restored.output.out();
      }
    }
    assertEquals(maps[0], maps[1]);
    assertTrue(maps[0].contains("[stack]"));
  }

  @Test
  void keepsGuestsByWhatTheyAreMadeOf() {
    assertEquals(guest, builder.ensure(GuestRecipe.ofDefault()));
    assertEquals(guest, builder.build(GuestRecipe.ofDefault()));
    assertEquals(List.of(guest), store.list());
    final Guest other = builder.ensure(GuestRecipe.ofDefault().withVcpus(2));
    assertNotEquals(guest.directory(), other.directory());
    try (Restored restored = new Restored(other)) {
      assertEquals(
          Map.of("vcpus", "2"), Map.of("vcpus", restored.agent.hello(SOON).value("vcpus")));
    }
  }

  @Test
  void refusesAnImageWithoutALinuxAndLeavesItAlone(@TempDir final Path directory) throws Exception {
    final Path image = directory.resolve("empty.qcow2");
    Qcow2.createEmpty(image, 10 << 20);
    final byte[] before = Files.readAllBytes(image);
    final TraceException refused =
        assertThrows(
            TraceException.class,
            () -> builder.prepare(new ImageRecipe(image, new GuestRecipe("empty", 256, 1))));
    assertEquals(ErrorCategory.USER, refused.category());
    assertTrue(
        refused.getMessage().contains("no ext4 file system with systemd: looked at /dev/vda)"),
        refused::getMessage);
    assertArrayEquals(before, Files.readAllBytes(image));
    assertEquals(Optional.empty(), store.find("empty", found -> true));
  }

  @Test
  void leavesOnlyGuestsInTheCache() throws Exception {
    try (Stream<Path> entries = Files.list(cache.resolve("guests"))) {
      final List<String> names =
          entries.map(path -> path.getFileName().toString()).sorted().toList();
      assertTrue(
          names.stream().allMatch(name -> name.equals(".lock") || name.startsWith("default-")),
          names::toString);
    }
  }
}
