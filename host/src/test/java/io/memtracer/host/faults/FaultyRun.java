package io.memtracer.host.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.cli.Main;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.posix.Posix;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * {@code memtracer trace} as a process of its own, in a temporary directory of its own, to which
 * something happens. When it has ended, nothing may be left of it.
 */
final class FaultyRun implements AutoCloseable {

  private final Path home;
  private Path temporary;
  private final List<String> options = new ArrayList<>();
  private final List<String> javaOptions = new ArrayList<>();
  private final List<String> starter = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Listened err = new Listened();
  private final Listened out = new Listened();
  private Optional<File> outputFile = Optional.empty();
  private Process program;
  private long startNanos;

  /**
   * A run that hasn't begun.
   *
   * @param temporary an empty directory
   */
  FaultyRun(final Path temporary) throws IOException {
    this.temporary = temporary;
    home = temporary.resolve("home");
    if (!Files.exists(home)) {
      Files.createDirectory(home);
      Files.createSymbolicLink(home.resolve("plugins"), Path.of("target/plugins").toAbsolutePath());
      Files.createSymbolicLink(
          home.resolve("qemu-gmbeoo"), Path.of("../qemu-gmbeoo").toAbsolutePath().normalize());
    }
  }

  /** Another directory for its files. */
  FaultyRun temporary(final Path directory) {
    temporary = directory;
    return this;
  }

  FaultyRun with(final String... more) {
    options.addAll(List.of(more));
    return this;
  }

  FaultyRun java(final String... more) {
    javaOptions.addAll(List.of(more));
    return this;
  }

  /** With a variable of its environment. */
  FaultyRun environment(final String name, final Object value) {
    environment.put(name, value.toString());
    return this;
  }

  /** Started by another command, which becomes it. */
  FaultyRun by(final String... command) {
    starter.addAll(List.of(command));
    return this;
  }

  FaultyRun standardOutput(final Path file) {
    outputFile = Optional.of(file.toFile());
    return this;
  }

  /** Starts it with a workload that is in the guest. */
  FaultyRun inGuest(final String... workload) throws IOException {
    options.add("--in-guest");
    return start(workload);
  }

  /** Starts it. */
  FaultyRun start(final String... workload) throws IOException {
    final List<String> command = new ArrayList<>(starter);
    // Who started the tests may have had SIGINT ignored, as shells do in the background.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED"));
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(javaOptions);
    command.add("-D" + Installation.PROPERTY + "=" + home);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.add("trace");
    command.addAll(options);
    command.add("--");
    command.addAll(List.of(workload));
    final ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TMPDIR", temporary.toString());
    builder.environment().remove("XDG_RUNTIME_DIR");
    builder.environment().putAll(environment);
    builder.redirectInput(new File("/dev/null"));
    outputFile.ifPresent(builder::redirectOutput);
    startNanos = System.nanoTime();
    program = builder.start();
    err.listenTo(program.getErrorStream());
    out.listenTo(program.getInputStream());
    return this;
  }

  /** Waits for a line of standard output that begins so. */
  FaultyRun hear(final String beginning) {
    out.awaitLine(beginning);
    return this;
  }

  /** Waits for a line of standard error that begins so. */
  FaultyRun hearError(final String beginning) {
    err.awaitLine(beginning);
    return this;
  }

  void signal(final int signal) {
    Posix.kill(program.pid(), signal);
  }

  /**
   * Waits for its end, and makes sure that nothing is left.
   *
   * @param bound how long after now it may take
   * @return its exit status
   */
  int end(final Duration bound) throws IOException, InterruptedException {
    final List<ProcessHandle> children = program.descendants().collect(Collectors.toList());
    assertTrue(
        program.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS),
        () -> "still there after " + bound + ":\n" + said());
    out.awaitEnd();
    err.awaitEnd();
    children.removeIf(child -> !child.isAlive());
    assertEquals(List.of(), children, "processes");
    assertEquals(List.of(), leftBehind(), "files");
    return program.exitValue();
  }

  /** How long it ran, or has been running. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Both streams. */
  String said() {
    return "--- out:\n" + out + "--- err:\n" + err;
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /** Its QEMU. */
  ProcessHandle qemu() {
    return program
        .descendants()
        .filter(child -> child.info().command().orElse("").contains("qemu-system"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no QEMU runs:\n" + said()));
  }

  private List<Path> leftBehind() throws IOException {
    final String user = "memtracer-" + Posix.effectiveUserId();
    final List<Path> left = entries(temporary.resolve(user), "*");
    left.addAll(entries(Path.of("/dev/shm", user), "run-*-" + program.pid() + "-*"));
    return left;
  }

  private static List<Path> entries(final Path directory, final String glob) throws IOException {
    final List<Path> found = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
        entries.forEach(found::add);
      }
    }
    return found;
  }

  @Override
  public void close() {
    if (program != null) {
      program.descendants().forEach(ProcessHandle::destroyForcibly);
      program.destroyForcibly();
    }
  }
}
