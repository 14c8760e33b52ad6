package io.memtracer.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark's own master and workers of two cores each: processes of this machine. */
final class StandaloneSpark implements AutoCloseable {

  private static final String PACKAGE = "org.apache.spark.deploy.";
  private static final Pattern MASTER_IS_UP = Pattern.compile("Starting Spark master at (\\S+)");
  private static final Pattern WORKER_IS_UP = Pattern.compile("Successfully registered with (.*)");

  private final Path directory;
  private final Deque<Process> processes = new ArrayDeque<>();
  private String url;

  private StandaloneSpark(final Path directory) {
    this.directory = directory;
  }

  /**
   * Starts them, and returns when they know each other.
   *
   * @param directory for what workers write
   */
  static StandaloneSpark start(final Path directory, final int workers) throws IOException {
    final StandaloneSpark spark = new StandaloneSpark(directory);
    try {
      spark.url = spark.started(MASTER_IS_UP, "master.Master");
      for (int i = 0; i < workers; i++) {
        spark.worker();
      }
      return spark;
    } catch (IOException | RuntimeException e) {
      spark.close();
      throw e;
    }
  }

  private void worker() throws IOException {
    started(
        WORKER_IS_UP,
        "worker.Worker",
        "--cores",
        "2",
        "--memory",
        "1g",
        "--work-dir",
        Files.createTempDirectory(directory, "work-").toString(),
        url);
  }

  /** What a program says when it is up. */
  private String started(final Pattern isUp, final String type, final String... arguments)
      throws IOException {
    final List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx512m",
                "-cp",
                Path.of(System.getenv("SPARK_HOME"), "jars", "*").toString(),
                PACKAGE + type,
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0"));
    command.addAll(Arrays.asList(arguments));
    final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    processes.push(process);
    final BufferedReader log = process.inputReader();
    final List<String> lines = new ArrayList<>();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      final Matcher matcher = isUp.matcher(line);
      if (matcher.find()) {
        drain(log);
        return matcher.group(1);
      }
      lines.add(line);
    }
    throw new IOException(String.join(" ", command) + " ended: " + String.join("\n", lines));
  }

  /** Who writes must not have to wait for somebody who reads. */
  private static void drain(final BufferedReader log) {
    final Thread thread = new Thread(() -> readToEnd(log), "spark-log");
    thread.setDaemon(true);
    thread.start();
  }

  private static void readToEnd(final BufferedReader log) {
    try {
      log.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // Its process was ended.
      return;
    }
  }

  /** What is given to {@code --master}. */
  String url() {
    return url;
  }

  /** Workers first, who end their executors. */
  @Override
  public void close() {
    while (!processes.isEmpty()) {
      final Process process = processes.pop();
      process.destroy();
      process.onExit().join();
    }
  }
}
