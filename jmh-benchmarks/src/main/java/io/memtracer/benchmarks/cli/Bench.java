package io.memtracer.benchmarks.cli;

import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The program. Started by the launcher, which knows where things are and what the terminal is. */
public final class Bench {

  private static final int HELP_WIDTH = 90;

  private Bench() {}

  public static void main(final String[] arguments) {
    final boolean utf8 = Boolean.getBoolean("memtracer.utf8");
    final Charset charset = utf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    final PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
    final PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset);
    final int status = execute(out, err, utf8, arguments);
    out.flush();
    err.flush();
    System.exit(status);
  }

  static int execute(
      final PrintStream out, final PrintStream err, final boolean utf8, final String... arguments) {
    final Charset charset = utf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    return new CommandLine(new BenchCommand(out, err, utf8))
        .setExpandAtFiles(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(HELP_WIDTH)
        .setOut(new PrintWriter(out, true, charset))
        .setErr(new PrintWriter(err, true, charset))
        .setParameterExceptionHandler((e, args) -> badArguments(err, e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(err, e))
        .execute(arguments);
  }

  private static int badArguments(final PrintStream err, final ParameterException e) {
    err.println("memtracer: " + Harmless.line(e.getMessage()));
    err.println("'memtracer bench --help' tells what there is");
    return ErrorCategory.USER.exitStatus();
  }

  private static int failed(final PrintStream err, final Exception failure) {
    if (failure instanceof TraceException known) {
      err.println("memtracer: " + Harmless.block(String.valueOf(known.getMessage())));
      return known.category().exitStatus();
    }
    err.println("memtracer: a fault of memtracer's own, please report it: " + failure);
    failure.printStackTrace(err);
    return ErrorCategory.INTERNAL.exitStatus();
  }
}
