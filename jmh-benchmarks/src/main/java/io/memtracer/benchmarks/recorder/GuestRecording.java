package io.memtracer.benchmarks.recorder;

import io.memtracer.host.status.TraceException;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records a guest by running memtracer itself, in a process of its own, as a user would. */
public final class GuestRecording {

  private static final String PROGRAM = "io.memtracer.host.cli.Main";

  private GuestRecording() {}

  /**
   * Traces a workload into a file. What memtracer has to say meanwhile goes to standard error.
   *
   * @param plugins folder with the JAR of the recorder
   * @param file to be written, complete or not at all
   * @param workload options and operands of {@code memtracer trace}
   * @throws TraceException if that fails
   */
  public static void make(final Path plugins, final Path file, final List<String> workload)
      throws InterruptedException {
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), PROGRAM, "trace"));
    command.addAll(List.of("--plugins", plugins.toString()));
    command.addAll(List.of("--analyzer", RecorderFactory.NAME + ":" + option(file)));
    command.addAll(workload);
    final int status = run(command);
    if (status != 0) {
      throw TraceException.environment(
          "recording a guest failed with exit status " + status + ", see above");
    }
  }

  private static String option(final Path file) {
    final String path = file.toAbsolutePath().toString();
    if (path.contains(",")) {
      throw TraceException.user("a recording's path must have no comma, but " + path + " has");
    }
    return RecorderFactory.FILE + "=" + path;
  }

  private static int run(final List<String> command) throws InterruptedException {
    final Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw TraceException.environment("can't start " + command.get(0) + ": " + e, e);
    }
    final Thread endWithUs = new Thread(process::destroy, "end-recording");
    Runtime.getRuntime().addShutdownHook(endWithUs);
    final int status = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(endWithUs);
    return status;
  }
}
