package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.agent.AgentChannel;
import io.memtracer.host.guest.agent.AgentListener;
import io.memtracer.host.guest.agent.HarmlessEnd;
import io.memtracer.host.guest.agent.RunRequest;
import io.memtracer.host.qemu.LaunchSpec;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.QemuLocator;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program that is root in a guest has taken the agent's port, and says what it likes through the
 * real port and QEMU, to one connection after the other.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class HostileFramesIT {

  /** That come from one guest. */
  private static final int FRAMES = 300;

  private static final int GUESTS =
      (Integer.getInteger("faults.frames", FRAMES) + FRAMES - 1) / FRAMES;
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Many a frame is said to be longer than what comes: the guest waits for the host to give up. */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private static final String SOCKET = "agent";

  /** The first ones, or that of {@code -Dseed}. */
  static LongStream seeds() {
    final Long given = Long.getLong("seed");
    return given == null ? LongStream.rangeClosed(1, GUESTS) : LongStream.of(given);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverDoesWhatTheGuestWants(final long seed) {
    final Random random = new Random(seed);
    final Path hostile = TestWorkloads.hostile();
    final QemuBinary qemu = QemuLocator.ofEnvironment().locate(Optional.empty());
    final Guest guest = TestGuests.ensure(GuestRecipe.ofDefault());
    try (RunDirectory run = RunDirectory.create();
        VirtualMachine machine =
            VirtualMachine.launch(
                qemu,
                guest.machine(),
                LaunchSpec.EMPTY.withDisk(guest.disk()).withAgent(run.socket(SOCKET)),
                run)) {
      machine.awaitReady(SOON);
      final List<String> arguments =
          List.of(Long.toString(random.nextInt(Integer.MAX_VALUE)), Integer.toString(FRAMES));
      try (AgentChannel agent = connect(run)) {
        agent.load(RunRequest.ofHostFile(hostile, arguments), SOON);
        agent.go();
        HarmlessEnd.require(() -> agent.awaitExit(SOON));
      }
      int conversations = 1;
      while (machine.isAlive()) {
        if (converse(run, random.nextInt(3))) {
          conversations++;
        }
      }
      assertTrue(conversations > 1, conversations + " conversations");
    }
  }

  private static AgentChannel connect(final RunDirectory run) {
    return AgentChannel.connect(run.socket(SOCKET), AgentListener.ignoring());
  }

  /**
   * Asks something, and is told anything; false if the guest turned itself off meanwhile.
   *
   * @throws IllegalStateException if time is up: no connection is made then, and the guest waits
   */
  private static boolean converse(final RunDirectory run, final int kind) {
    final AgentChannel channel;
    try {
      channel = connect(run);
    } catch (TraceException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("the guest still waits for somebody to talk to", e);
      }
      return false;
    }
    try (channel) {
      if (kind == 0) {
        HarmlessEnd.require(() -> channel.hello(PATIENCE));
      } else if (kind == 1) {
        HarmlessEnd.require(() -> channel.load(RunRequest.inGuest("sh", List.of()), PATIENCE));
      }
      HarmlessEnd.require(
          () -> {
            channel.go();
            return channel.awaitExit(PATIENCE);
          });
      return true;
    }
  }
}
