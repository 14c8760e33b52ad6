package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.Waiting;
import io.memtracer.host.cli.terminal.Terminal;
import io.memtracer.host.posix.Posix;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A workload at a terminal: memtracer has one of {@code script}'s, on which the test types and
 * reads. However a run ends, the terminal is as it was.
 */
@Timeout(120)
final class TerminalIT {

  private static final String LINE_END = "\r\n";
  private static final String ENDLESS = "trap '' INT; echo ready; while :; do :; done";

  @TempDir Path temporary;
  private TestProgram home;
  private Process terminal;
  private final StringBuilder shown = new StringBuilder();

  @BeforeEach
  void makeHome() throws IOException {
    home = TestProgram.in(temporary);
  }

  @AfterEach
  void endProgram() {
    terminal.descendants().forEach(ProcessHandle::destroyForcibly);
    terminal.destroyForcibly();
  }

  /** Runs a shell's script of the guest's with a terminal of 33 rows and 99 columns. */
  private void trace(final String script, final String redirections) throws IOException {
    final StringBuilder words = new StringBuilder();
    for (final String word :
        home.line(
            List.of(Terminal.INPUT_PROPERTY + "=true"),
            List.of(
                "trace",
                "--analyzer",
                "kernel-user-split",
                "--in-guest",
                "--",
                "/bin/sh",
                "-c",
                script))) {
      words.append('\'').append(word.replace("'", "'\\''")).append("' ");
    }
    final Path all =
        Files.writeString(
            temporary.resolve("all.sh"),
            """
            cd '%s'
            stty rows 33 cols 99
            stty -g >before
            tty >tty
            %s %s
            echo $? >status
            stty -g >after
            """
                .formatted(temporary, words, redirections));
    terminal =
        home.builder(List.of("script", "-qec", "sh " + all, "/dev/null"))
            .redirectErrorStream(true)
            .start();
  }

  private void type(final String keys) throws IOException {
    final OutputStream keyboard = terminal.getOutputStream();
    keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  private void awaitShown(final String text) throws IOException {
    final byte[] piece = new byte[4096];
    while (shown.indexOf(text) < 0) {
      final int read = terminal.getInputStream().read(piece);
      if (read < 0) {
        throw new AssertionError("never showed '" + text + "', but: " + shown);
      }
      shown.append(new String(piece, 0, read, StandardCharsets.UTF_8));
    }
    shown.delete(0, shown.indexOf(text) + text.length());
  }

  /** Waits for the end, whose exit status is that, and looks at the terminal. */
  private void awaitEnd(final int status) throws Exception {
    shown.append(new String(terminal.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    terminal.waitFor();
    assertEquals(status + "\n", Files.readString(temporary.resolve("status")), shown.toString());
    assertEquals(
        Files.readString(temporary.resolve("before")),
        Files.readString(temporary.resolve("after")));
  }

  private ProcessHandle program() {
    return terminal
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isTheWorkloads() throws Exception {
    trace("stty size; test -t 1 && test -t 2 && echo all; cat; echo over; exit 4", "");
    awaitShown("Ctrl-C goes to the program");
    awaitShown("33 99" + LINE_END + "all" + LINE_END);
    type("typed\r");
    awaitShown("typed" + LINE_END + "typed" + LINE_END);
    type("\u0004");
    awaitShown("over" + LINE_END);
    awaitShown("exited with status 4" + LINE_END);
    awaitEnd(4);
  }

  @Test
  void showsWhatIsTypedWhereNoOutputIsATerminal() throws Exception {
    trace("read line; echo got $line; echo bad >&2", ">out 2>err");
    Waiting.until(() -> holds(temporary.resolve("err"), "Ctrl-C goes"));
    type("typed\r");
    awaitShown("typed" + LINE_END);
    awaitEnd(0);
    assertTrue(Files.readString(temporary.resolve("out")).startsWith("got typed\n"));
    assertTrue(Files.readString(temporary.resolve("err")).contains("\nbad\n"));
  }

  private static boolean holds(final Path file, final String text) {
    try {
      return Files.exists(file) && Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void passesCtrlCOn() throws Exception {
    trace("echo ready; while :; do :; done", "");
    awaitShown("ready" + LINE_END);
    type("\u0003");
    awaitShown("killed by signal 2");
    awaitEnd(128 + Posix.SIGINT);
  }

  @Test
  void endsTheRunWhenCtrlCIsPressedTwice() throws Exception {
    trace(ENDLESS, "");
    awaitShown("ready" + LINE_END);
    type("\u0003\u0003");
    awaitShown("was interrupted");
    awaitShown("records: ");
    awaitEnd(128 + Posix.SIGINT);
  }

  @Test
  void isGivenBackWhenTheProgramIsTerminated() throws Exception {
    trace(ENDLESS, "");
    awaitShown("ready" + LINE_END);
    Posix.kill(program().pid(), Posix.SIGTERM);
    awaitEnd(128 + Posix.SIGTERM);
  }

  @Test
  void isGivenBackWhenQemuDies() throws Exception {
    trace(ENDLESS, "");
    awaitShown("ready" + LINE_END);
    terminal
        .descendants()
        .filter(process -> process.info().command().orElse("").contains("qemu-system"))
        .forEach(ProcessHandle::destroyForcibly);
    awaitEnd(5);
  }

  @Test
  void tellsTheWorkloadItsNewSize() throws Exception {
    trace("trap 'stty size; exit 3' WINCH; echo ready; while :; do :; done", "");
    awaitShown("ready" + LINE_END);
    final String device = Files.readString(temporary.resolve("tty")).strip();
    new ProcessBuilder("stty", "-F", device, "rows", "50", "cols", "150").start().waitFor();
    awaitShown("50 150" + LINE_END);
    awaitEnd(3);
  }
}
