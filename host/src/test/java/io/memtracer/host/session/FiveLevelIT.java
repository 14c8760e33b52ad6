package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.EndOfTrace;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.pipeline.PipelineResult;
import io.memtracer.host.pipeline.RecordingAnalyzer;
import io.memtracer.host.pipeline.RecordingFactory;
import io.memtracer.host.pipeline.Records;
import io.memtracer.host.qemu.LaunchSpec;
import io.memtracer.host.qemu.MachineSpec;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.QemuLocator;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.qemu.control.TraceWish;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.session.route.FifoRoute;
import io.memtracer.host.session.route.RingRoute;
import io.memtracer.host.session.route.RouteEnd;
import io.memtracer.host.session.route.TraceRoute;
import io.memtracer.host.session.workload.Ending;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceCounters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Addresses that 48 bits can't hold, which our guests' CPU doesn't have: by a program without an
 * operating system, on a CPU that does.
 */
@Timeout(60)
final class FiveLevelIT {

  private static final Duration LONG = Duration.ofSeconds(30);

  /** As in five-level.S. */
  private static final int PASSES = 1000;

  private static final long[] ADDRESSES = {
    0x0000000000001000L,
    0x00007fffc0001000L,
    0x0000800000001000L,
    0x00ffffffc0001000L,
    0xff00000000001000L,
    0xffff7fffc0001000L,
    0xffff800000001000L,
    0xffffffffc0001000L
  };

  /** A load and a store of a byte, and a load of eight, by the kernel. */
  private static final long[] ACCESSES = {0, 0x20, 3};

  @TempDir private Path directory;

  private final RecordingFactory recording =
      new RecordingFactory("recording", false, RecordingAnalyzer.Script.NONE);

  @ParameterizedTest
  @EnumSource(Transport.class)
  void bringsAddressesOf57Bits(final Transport transport) {
    try (Resources resources = new Resources()) {
      final TraceCounters counters = trace(transport, resources);
      final Records records = recording.created.get(0).seen();
      assertEquals(counters.seen(), records.size());
      final int[] ours =
          IntStream.range(0, records.size())
              .filter(i -> (records.addresses()[i] & 0x3fffffff) == 0x1000)
              .toArray();
      assertArrayEquals(
          repeat(
              LongStream.of(ADDRESSES)
                  .flatMap(address -> LongStream.of(address, address, address))),
          IntStream.of(ours).mapToLong(i -> records.addresses()[i]).toArray());
      assertArrayEquals(
          repeat(LongStream.of(ADDRESSES).flatMap(address -> LongStream.of(ACCESSES))),
          IntStream.of(ours).mapToLong(i -> records.words()[i] & 0xff).toArray());
    }
  }

  private static long[] repeat(final LongStream pass) {
    final long[] once = pass.toArray();
    return IntStream.range(0, PASSES).mapToObj(i -> once).flatMapToLong(LongStream::of).toArray();
  }

  private TraceCounters trace(final Transport transport, final Resources resources) {
    final RunDirectory run = resources.add(RunDirectory.create());
    final TraceRoute route = route(transport, run, resources);
    final QemuBinary qemu = QemuLocator.ofEnvironment().locate(Optional.empty());
    final VirtualMachine machine =
        resources.add(
            VirtualMachine.launch(
                qemu,
                machine(TestWorkloads.rom("five-level")),
                LaunchSpec.EMPTY.withPlugin(
                    route.plugin(Runs.TOOLS.plugin().choose(qemu).library())),
                run));
    machine.awaitReady(LONG);
    final Producer producer =
        new MachineProducer(
            machine, ending -> machine.arm(TraceWish.ALL, () -> {}), stopped -> {}, () -> {});
    final RouteEnd end =
        resources.add(
            route.start(
                PipelineConfig.defaults(),
                List.of(recording.spec(directory)),
                producer,
                Optional.empty()));
    producer.start(new Ending());
    machine.control().awaitIdle(LONG, machine::requireAlive);
    final TraceCounters counters = producer.stop(() -> 0, LONG);
    final PipelineResult result = end.finish(counters.written(), EndOfTrace.of(counters.written()));
    assertEquals(Optional.empty(), result.problem());
    return counters;
  }

  private static TraceRoute route(
      final Transport transport, final RunDirectory run, final Resources resources) {
    return transport == Transport.FIFO
        ? FifoRoute.prepare(false, run, resources)
        : RingRoute.prepare(
                resources.add(RunDirectory.createInMemory().orElseThrow()), 1, false, false)
            .orElseThrow();
  }

  /** It stands still before the first instruction. */
  private static MachineSpec machine(final Path rom) {
    return new MachineSpec(
        "pc",
        "max",
        16,
        1,
        Optional.empty(),
        true,
        false,
        0,
        List.of("-S", "-bios", rom.toString()));
  }
}
