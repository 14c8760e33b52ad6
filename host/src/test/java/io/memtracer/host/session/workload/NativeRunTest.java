package io.memtracer.host.session.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workloads as processes of this machine. */
@Timeout(60)
final class NativeRunTest implements TraceListener {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private String info = "?";
  private NativeRun run;

  @Test
  void runsAWorkloadToItsEnd() {
    final TraceReport report = run("read x; echo \"got $x\"; echo oops >&2; exit 3", false);
    assertEquals(new WorkloadExit(How.EXITED, 3), report.exit());
    assertTrue(
        output.toString(StandardCharsets.UTF_8).contains("got typed\n"),
        output.toString(StandardCharsets.UTF_8));
    assertTrue(
        output.toString(StandardCharsets.UTF_8).contains("oops\n"),
        output.toString(StandardCharsets.UTF_8));
    assertTrue(report.tracingNanos() > 0);
    assertEquals("", info);
  }

  @Test
  void tellsASignalFromAnExitStatus() {
    assertEquals(new WorkloadExit(How.SIGNALLED, 11), run("kill -SEGV $$", false).exit());
    assertEquals(new WorkloadExit(How.SIGNALLED, 9), run("kill -KILL $$", false).exit());
    assertEquals(new WorkloadExit(How.EXITED, 128), run("exit 128", false).exit());
    assertEquals(new WorkloadExit(How.EXITED, 255), run("exit 255", false).exit());
  }

  @Test
  void saysWhereItRan() {
    assertTrue(run("exit 0", false).origin().facts().containsKey("host"));
  }

  @Test
  void measuresAnUnwrappedOneFromEnterToStop() {
    final TraceReport report =
        run(
            "echo '-----begin workload info-----a b-----end workload info-----';"
                + " echo 'Ready to trace. Press enter to continue'; read x; read y;"
                + " echo \"'$x' $y\"; echo 'Stop tracing'; exec sleep 1000",
            true);
    assertEquals(How.FINISHED, report.exit().how());
    assertEquals("a b", info);
    assertEquals("a b", report.workloadInfo());
    assertTrue(
        output.toString(StandardCharsets.UTF_8).contains("'' typed\n"),
        output.toString(StandardCharsets.UTF_8));
  }

  @Test
  void saysThatAWorkloadNeverGetsReady() {
    final TraceException failure = assertThrows(TraceException.class, () -> run("exit 3", true));
    assertEquals(
        "the workload ended with status 3 before it printed '-----begin workload info-----':"
            + " an unwrapped workload must",
        failure.getMessage());
  }

  @Test
  void endsAWorkloadWhoseTimeIsUpWithAllItLeftBehind() throws IOException {
    final TraceReport report =
        run("(sleep 1000 & echo child $!) ; sleep 1000", false, Duration.ofMillis(300));
    assertEquals(How.TIMED_OUT, report.exit().how());
    final String child =
        output.toString(StandardCharsets.UTF_8).replaceAll("(?s).*child ([0-9]+).*", "$1");
    assertFalse(isRunning(child));
  }

  /** One that has ended may stay in the table until its new parent asks how; it has no command. */
  private static boolean isRunning(final String pid) throws IOException {
    final Path command = Path.of("/proc", pid, "cmdline");
    return Files.exists(command) && Files.readAllBytes(command).length > 0;
  }

  @Test
  void endsWhenInterrupted() {
    final TraceReport report = run("echo interrupt; sleep 1000", false);
    assertEquals(How.INTERRUPTED, report.exit().how());
  }

  @Test
  void wantsAProgramThatCanBeRun() {
    final NativeRun bad =
        new NativeRun(
            new WorkloadSpec("/etc/passwd", List.of(), false),
            new ByteArrayInputStream(new byte[0]),
            Optional.empty());
    assertEquals(
        "the workload must be executable to run on this machine, but /etc/passwd isn't",
        assertThrows(TraceException.class, () -> bad.execute(this)).getMessage());
  }

  private TraceReport run(final String script, final boolean unwrapped) {
    return run(script, unwrapped, SOON);
  }

  private TraceReport run(final String script, final boolean unwrapped, final Duration timeout) {
    run =
        new NativeRun(
            new WorkloadSpec(
                Path.of("/bin/sh").toString(),
                List.of("-c", script),
                false,
                unwrapped ? Optional.of(SOON) : Optional.empty()),
            new ByteArrayInputStream("typed\n".getBytes(StandardCharsets.UTF_8)),
            Optional.of(timeout));
    return run.execute(this);
  }

  @Override
  public void onPhase(final String phase) {}

  @Override
  public void onProgress(final TraceProgress progress) {}

  @Override
  public void onWorkloadInfo(final String said) {
    info = said;
  }

  @Override
  public void onStandardOutput(final ByteBuffer bytes) {
    final String text = StandardCharsets.UTF_8.decode(bytes).toString();
    output.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    if (text.contains("interrupt")) {
      run.interrupt();
    }
  }

  @Override
  public void onStandardError(final ByteBuffer bytes) {
    output.writeBytes(
        StandardCharsets.UTF_8.decode(bytes).toString().getBytes(StandardCharsets.UTF_8));
  }
}
