package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.Sampling;
import io.memtracer.host.guest.agent.Surroundings;
import io.memtracer.host.guest.agent.User;
import io.memtracer.host.posix.OwnProcess;
import io.memtracer.host.session.request.AnalyzerRequest;
import io.memtracer.host.session.request.AnalyzerThreads;
import io.memtracer.host.session.request.GuestChoice;
import io.memtracer.host.session.request.OnFull;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command line asks for, and which are refused. */
final class TraceCommandTest {

  private final CliHarness harness = new CliHarness();
  @TempDir private Path directory;
  private String workload;

  @BeforeEach
  void makeWorkload() throws IOException {
    workload = CliHarness.program(directory, "workload").toString();
  }

  @Test
  void hasDefaultsForAllButTheWorkload() {
    assertEquals(0, harness.run("trace", "--", workload));
    final TraceRequest request = harness.backend.requests.get(0);
    assertEquals(workload, request.workload().path());
    assertEquals(List.of(), request.workload().arguments());
    assertEquals(
        List.of("working-set", "stride-detector", "kernel-user-split"),
        request.analyzers().stream().map(AnalyzerRequest::name).toList());
    assertFalse(request.userOnly());
    assertEquals(Sampling.ALL, request.sampling());
    assertEquals(Optional.empty(), request.timeout());
    assertEquals(OnFull.WAIT, request.onFull());
    assertEquals(GuestChoice.named("default"), request.guest());
    assertEquals(AnalyzerThreads.SHARED, request.threads());
    assertEquals(Optional.empty(), request.transport());
    assertEquals(Optional.empty(), request.qemu());
  }

  @Test
  void showsTheRunMeanwhile() {
    assertEquals(0, harness.run("trace", "--live", workload));
    assertEquals(workload, harness.backend.requests.get(0).workload().path());
    final String told = harness.err();
    assertTrue(
        told.matches(
            "(?s)memtracer: watch it at http://127\\.0\\.0\\.1:[0-9]+/[A-Za-z0-9_-]{32}/\n.*"
                + "memtracer: its page is served no more: .*"),
        told);
  }

  @Test
  void showsWhatIsFoundInTheTerminalAlone() {
    assertEquals(0, harness.run("trace", "--live=terminal", "--", workload));
    assertFalse(harness.err().contains("watch it"), harness.err());
  }

  @ParameterizedTest
  @CsvSource({
    "--live=80, '--live must be a port in range [1024, 65535], or terminal, but 80 isn''t'",
    "--live=x, '--live must be a port in range [1024, 65535], or terminal, but x isn''t'",
  })
  void refusesOtherPlacesToShowIt(final String option, final String why) {
    assertEquals(2, harness.run("trace", option, "--", workload));
    assertTrue(harness.err().contains(why), harness.err());
    assertEquals(List.of(), harness.backend.requests);
  }

  @Test
  void refusesToShowWhatNobodyFinds() {
    assertEquals(2, harness.run("trace", "--live", "--untraced", "--", workload));
    assertTrue(
        harness
            .err()
            .contains("--live shows what analyzers find, but with --untraced there are none"),
        harness.err());
  }

  @Test
  void takesEveryOption() {
    harness.run(
        "trace",
        "--analyzer=working-set:window=1M,page-size=64K",
        "--analyzer",
        "mine",
        "--user-only",
        "--exact-instructions",
        "--physical",
        "--sample",
        "16:4",
        "--timeout",
        "250ms",
        "--on-full",
        "drop",
        "--guest",
        "debian",
        "--vcpus",
        "2",
        "--threads",
        "dedicated",
        "--transport",
        "fifo",
        "--plugins",
        directory.toString(),
        "--debug-dir",
        directory.toString(),
        "--qemu",
        "/opt/qemu",
        "--ram",
        "2048",
        "--in-guest",
        "--",
        "/bin/ls",
        "-l",
        "/");
    final TraceRequest request = harness.backend.requests.get(0);
    assertTrue(request.workload().inGuest());
    assertEquals("/bin/ls", request.workload().path());
    assertEquals(List.of("-l", "/"), request.workload().arguments());
    assertEquals(
        List.of(
            new AnalyzerRequest("working-set", Map.of("window", "1M", "page-size", "64K")),
            new AnalyzerRequest("mine", Map.of())),
        request.analyzers());
    assertTrue(request.userOnly());
    assertTrue(request.exactInstructions());
    assertTrue(request.physical());
    assertEquals(new Sampling(16, 4), request.sampling());
    assertEquals(Optional.of(Duration.ofMillis(250)), request.timeout());
    assertEquals(OnFull.DROP, request.onFull());
    assertEquals(Optional.of(Transport.FIFO), request.transport());
    assertEquals(
        new GuestChoice.Named("debian", Optional.of(2), Optional.of(2048)), request.guest());
    assertEquals(AnalyzerThreads.DEDICATED, request.threads());
    assertEquals(List.of(directory), request.pluginDirectories());
    assertEquals(List.of(directory), request.debugDirectories());
    assertEquals(Optional.of(Path.of("/opt/qemu")), request.qemu());
  }

  @Test
  void takesAPartOfTheAccesses() {
    harness.run("trace", "--", workload);
    harness.run("trace", "--phases-only", "--skip=5", "--max-records=7", "--", workload);
    harness.run("trace", "--from", "load:first", "--until=save", "--", workload);
    assertEquals(
        List.of(
            Selection.ALL,
            new Selection(true, 5, 7, "", ""),
            new Selection(false, 0, 0, "load:first", "save")),
        harness.backend.requests.stream().map(TraceRequest::selection).toList());
  }

  @Test
  void refusesTwoWaysOfTakingAPart() {
    assertEquals(2, harness.run("trace", "--skip=1", "--sample=3:1", "--", workload));
    assertEquals(2, harness.run("trace", "--phases-only", "--untraced", "--", workload));
    assertEquals(
        """
        memtracer: --sample excludes --phases-only, --from, --until, --skip and --max-records
        memtracer: --untraced excludes --phases-only, --from, --until, --skip and --max-records
        """,
        harness.err());
  }

  @Test
  void runsACommandOfThisMachineAsItWouldRunHere() {
    harness.run("trace", "--", "sh", "-c", "exit");
    final WorkloadSpec spec = harness.backend.requests.get(0).workload();
    assertEquals(List.of("sh", "-c", "exit"), spec.command());
    assertEquals(Optional.of("sh"), spec.calledAs());
    assertTrue(spec.path().endsWith("/sh"), spec.path());
    assertEquals(WorkloadSpec.Source.SHARED, spec.source());
    final Surroundings around = spec.surroundings();
    final OwnProcess here = OwnProcess.current();
    assertEquals(List.of(Path.of("/")), around.shares());
    assertEquals(here.environment(), around.environment());
    assertEquals(Path.of("").toAbsolutePath(), around.directory());
    assertEquals(new User(here.uid(), here.gid(), here.groups()), around.user());
    assertEquals(here.umask(), around.umask());
    assertEquals(here.hostname(), around.view().orElseThrow().hostname());
  }

  @Test
  void changesWhatTheUserWantsDifferent() {
    harness.run(
        "trace", "--env", "A=1", "--env=B=x=y", "--chdir", "/usr", "--user", "root", "--", "sh");
    final Surroundings around = harness.backend.requests.get(0).workload().surroundings();
    assertTrue(around.environment().containsAll(List.of("A=1", "B=x=y", "LOGNAME=root")));
    assertEquals(Path.of("/usr"), around.directory());
    assertEquals(0, around.user().uid());
  }

  @Test
  void sendsNothingButTheProgramIfAsked() {
    harness.run("trace", "--no-host-files", "--", workload);
    final WorkloadSpec spec = harness.backend.requests.get(0).workload();
    assertEquals(WorkloadSpec.Source.SENT, spec.source());
    assertEquals(Surroundings.ofGuest(), spec.surroundings());
  }

  @Test
  void sharesOnlySomeDirectoriesIfAsked() throws IOException {
    final Path below = CliHarness.program(Files.createDirectory(directory.resolve("d")), "w");
    harness.run("trace", "--share", directory + "/d," + directory, "--", below.toString());
    harness.run("trace", "--share", directory + "/d,/usr", "--", workload);
    final WorkloadSpec inside = harness.backend.requests.get(0).workload();
    assertEquals(List.of(directory.toRealPath()), inside.surroundings().shares());
    assertEquals(WorkloadSpec.Source.SHARED, inside.source());
    final WorkloadSpec beside = harness.backend.requests.get(1).workload();
    assertEquals(
        List.of(Path.of("/usr"), directory.toRealPath().resolve("d")),
        beside.surroundings().shares());
    assertEquals(WorkloadSpec.Source.SENT, beside.source());
    assertEquals(Path.of("/tmp"), beside.surroundings().directory());
  }

  @Test
  void knowsOneSourceOfFiles() {
    assertEquals(2, harness.run("trace", "--in-guest", "--share", "/usr", "--", workload));
    assertEquals(
        "memtracer: --no-host-files, --share and --in-guest exclude each other\n", harness.err());
  }

  @Test
  void nobodyListensToAnUntracedRun() {
    harness.run("trace", "--untraced", "--", workload);
    assertFalse(harness.backend.requests.get(0).traced());
    assertEquals(List.of(), harness.backend.requests.get(0).analyzers());
  }

  @Test
  void refusesToListenToAnUntracedRun() {
    assertEquals(2, harness.run("trace", "--untraced", "--tool", "/bin/cat", "--", workload));
    assertEquals(
        "memtracer: --untraced leaves nothing to listen to: it excludes --analyzer, --tool,"
            + " --by, --sample-lines, --compare and --fifo\n",
        harness.err());
  }

  @Test
  void leavesTheWorkloadItsArguments() {
    harness.run("trace", "--", workload, "--help", "--", "@file", "-x", "", "--json");
    assertEquals(
        List.of("--help", "--", "@file", "-x", "", "--json"),
        harness.backend.requests.get(0).workload().arguments());
  }

  @Test
  void needsNoDashesBeforeAWorkload() {
    harness.run("trace", "--user-only", workload, "--timeout");
    assertEquals(List.of("--timeout"), harness.backend.requests.get(0).workload().arguments());
    assertTrue(harness.backend.requests.get(0).userOnly());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--timeout|x|--timeout must be a duration such as 4, 4s, 250ms or 2m, but x isn't",
        "--timeout|-1|--timeout must be a duration such as 4, 4s, 250ms or 2m, but -1 isn't",
        "--timeout|1.5s|--timeout must be a duration such as 4, 4s, 250ms or 2m, but 1.5s isn't",
        "--timeout|0s|--timeout must be longer than 0, but 0s isn't",
        "--sample|3|--sample must be BLOCK_LOG2:RATIO_LOG2, such as 16:4, but 3 isn't",
        "--sample|-1:4|--sample BLOCK_LOG2 must be in range [0, 64], but -1 isn't",
        "--sample|3:65|--sample RATIO_LOG2 must be in range [0, 64], but 65 isn't",
        "--sample|32:33|--sample BLOCK_LOG2 + RATIO_LOG2 must be in range [0, 64], but 32 + 33 = 65"
            + " isn't",
        "--skip|x|--skip must be a whole number from 0 on, but x isn't",
        "--skip|-1|--skip must be a whole number from 0 on, but -1 isn't",
        "--max-records|0|--max-records must be a whole number from 1 on, but 0 isn't",
        "--on-full|block|--on-full must be wait or drop, but block isn't",
        "--transport|shm|--transport must be ring or fifo, but shm isn't",
        "--threads|65|--threads must be shared, dedicated or a number from 1 to 64, but 65 isn't",
        "--threads|few|--threads must be shared, dedicated or a number from 1 to 64, but few isn't",
        "--vcpus|0|--vcpus must be in range [1, 255], but 0 isn't",
        "--vcpus|256|--vcpus must be in range [1, 255], but 256 isn't",
        "--vcpus|two|--vcpus must be in range [1, 255], but two isn't",
        "--share|/nowhere|--share must be directories, but '/nowhere' isn't one",
        "--share|/usr,|--share must be directories, but '' isn't one",
        "--env|HOME|--env must be NAME=VALUE, but 'HOME' isn't",
        "--env|=x|--env must be NAME=VALUE, but '=x' isn't",
        "--user|no-such-user|--user must be a user of this machine, but no-such-user isn't",
        "--plugins|/nowhere|--plugins must be a directory, but /nowhere isn't",
        "--debug-dir|/nowhere|--debug-dir must be a directory, but /nowhere isn't",
        "--json|/nowhere/x|--json can't write /nowhere/x: the directory doesn't exist",
        "--analyzer|a:b|--analyzer options must be key=value, separated by commas (a comma in a"
            + " value is written twice), but 'b' in 'a:b' isn't",
        "--analyzer|a:b=1,b=2|--analyzer option b is there twice in 'a:b=1,b=2'"
      })
  void refusesWhatCannotBe(final String option, final String value, final String message) {
    assertEquals(2, harness.run("trace", option + "=" + value, "--", workload));
    assertEquals("memtracer: " + message + "\n", harness.err());
    assertEquals("", harness.out());
    assertEquals(List.of(), harness.backend.requests);
  }

  @Test
  void refusesAWorkloadThatIsNotThere() {
    assertEquals(2, harness.run("trace"));
    assertEquals(2, harness.run("trace", "--", "/no\u001b[2J"));
    assertEquals(2, harness.run("trace", "--", directory.toString()));
    assertEquals(
        """
        memtracer: there is no workload: add it at the end, as in 'memtracer trace -- ./program arg'
        memtracer: the workload must be a file on this machine, but /no\\x1b[2J isn't there; \
        for a program of the guest's own add --in-guest
        memtracer: the workload must be a file that can be executed, but %s isn't
        """
            .formatted(directory),
        harness.err());
  }

  @Test
  void namesAnUnknownOption() {
    assertEquals(2, harness.run("trace", "--useronly", "--", workload));
    assertEquals(
        """
        memtracer: Unknown option: '--useronly'
        'memtracer trace --help' tells what there is
        """,
        harness.err());
  }

  @Test
  void refusesWorkloadsThatCannotRun() throws IOException {
    assertEquals(2, harness.run("trace", "--", ""));
    assertTrue(harness.err().contains("name is empty"), harness.err());
    final Path script =
        Files.writeString(CliHarness.program(directory, "dos.sh"), "#!/bin/sh\r\necho\r\n");
    assertEquals(2, harness.run("trace", "--", script.toString()));
    assertTrue(
        harness.err().contains("end with CR LF, so its interpreter would be '/bin/sh\\r'"),
        harness.err());
  }

  @Test
  void callsADurationTooLongThatIs() {
    assertEquals(2, harness.run("trace", "--timeout", "99999999999999999999s", "--", workload));
    assertTrue(
        harness
            .err()
            .contains("--timeout must be at most 36500 days, but 99999999999999999999s is longer"),
        harness.err());
    assertEquals(0, harness.run("trace", "--timeout", "3000000000s", "--", workload));
  }
}
