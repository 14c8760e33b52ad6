package io.memtracer.host.report;

import io.memtracer.api.Phase;
import io.memtracer.api.Task;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.status.DataName;
import io.memtracer.host.status.DataPlace;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.Names;
import io.memtracer.host.status.Origin;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.PhaseSpan;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.Selected;
import io.memtracer.host.status.TaskShare;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.WorkloadExit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports to render in tests. */
public final class Reports {

  public static final long RECORDS = 80_000_123;
  public static final String HOSTILE =
      "evil\u001b[2J\u001b]0;owned\u0007\r\nname\u202e\u009bgnp\ud800";

  private Reports() {}

  public static Reports.Builder report() {
    return new Builder();
  }

  public static AnalyzerOutcome outcome(final String name, final AnalysisResult result) {
    return outcome(name, RECORDS, result);
  }

  public static AnalyzerOutcome outcome(
      final String name, final long delivered, final AnalysisResult result) {
    return new AnalyzerOutcome(
        name,
        name,
        "1.0.0",
        Map.of(),
        delivered,
        0,
        400_000_000,
        Optional.of(result),
        Optional.empty());
  }

  public static AnalyzerOutcome failed(
      final String name, final long delivered, final Throwable cause) {
    return new AnalyzerOutcome(
        name,
        name,
        "1.0.0",
        Map.of(),
        delivered,
        RECORDS - delivered,
        5_000_000,
        Optional.empty(),
        Optional.of(new AnalyzerFailure("onBatch", delivered, cause)));
  }

  /** What tasks of all roles did, all but some of the records. */
  public static TaskShare[] everyRole() {
    final String python = "/opt/a-directory/with-a-long-name/bin/python3";
    return new TaskShare[] {
      share(Task.Role.AGENT, 3, 3, "init", "", 1_000, 20_000),
      share(Task.Role.WORKLOAD, 4, 70, "init", "", 4, 160_787),
      share(Task.Role.WORKLOAD, 4, 70, "sh", "/bin/sh", 30_000_000, 2_000_000),
      share(Task.Role.WORKLOAD, 5, 71, "sort", python, 47_000_000, 500_000),
      share(Task.Role.WORKLOAD, 6, 72, "sort", python, 123_456, 7),
      share(Task.Role.KERNEL, 7, 15, "kworker/0:1", "", 0, 30_000),
      share(Task.Role.IDLE, 8, 0, "swapper/0", "", 0, 10_000),
      share(Task.Role.OTHER, 9, 400, "sshd", "/usr/sbin/sshd", 2_000, 3_000)
    };
  }

  /** One within another, one of the run, and marks that lead to nothing. */
  public static Phases somePhases() {
    return new Phases(
        Optional.empty(),
        List.of(
            new PhaseShare(new Phase(1, "load"), 0, "load", false, 2, 2, 30_000_000, 1_000_000),
            new PhaseShare(
                new Phase(2, "load/parse"), 1, "parse", false, 1_500, 1_499, 9_000_000, 0),
            new PhaseShare(new Phase(3, "query"), 0, "query", true, 1, 1, 0, 0)),
        3,
        1,
        List.of(new PhaseSpan(1, 2_000_000, 34_000_000), new PhaseSpan(3, 40_000_000, 70_000_000)));
  }

  private static TaskShare share(
      final Task.Role role,
      final int id,
      final int process,
      final String name,
      final String program,
      final long user,
      final long kernel) {
    return new TaskShare(
        new Task(id, process, process, id, id - 1, role, id * 1000L, name, program), user, kernel);
  }

  /** A report of a complete run, of which a test changes what it is about. */
  public static final class Builder {

    private List<String> command = List.of("./sort", "100000");
    private String info = "";
    private WorkloadExit exit = new WorkloadExit(WorkloadExit.How.EXITED, 0);
    private TraceCounters counters = new TraceCounters(RECORDS, RECORDS, RECORDS, 0, 0, 0);
    private long read = RECORDS;
    private Delivery delivery = Delivery.FIFO;
    private int vcpus = 1;
    private List<AnalyzerOutcome> analyzers = List.of();
    private Attribution tasks = Attribution.unknown("it was not asked for");
    private Phases phases = Phases.NONE;
    private Selected selected = Selected.ALL;
    private Optional<String> incomplete = Optional.empty();
    private Names names = Names.NONE;

    public Builder command(final String... words) {
      command = List.of(words);
      return this;
    }

    public Builder info(final String text) {
      info = text;
      return this;
    }

    public Builder exit(final WorkloadExit.How how, final int code) {
      exit = new WorkloadExit(how, code);
      return this;
    }

    public Builder counters(final TraceCounters changed) {
      counters = changed;
      return this;
    }

    public Builder read(final long records) {
      read = records;
      return this;
    }

    public Builder analyzers(final AnalyzerOutcome... outcomes) {
      analyzers = List.of(outcomes);
      return this;
    }

    public Builder incomplete(final String why) {
      incomplete = Optional.of(why);
      return this;
    }

    public Builder delivery(final Delivery way) {
      delivery = way;
      return this;
    }

    public Builder codeNames(final Map<CodePlace, CodeName> codeNames) {
      this.names = new Names(codeNames, Map.of());
      return this;
    }

    public Builder dataNames(final Map<DataPlace, DataName> dataNames) {
      names = new Names(names.code(), dataNames);
      return this;
    }

    public Builder leftOut(final long records) {
      tasks = Attribution.of(tasks.shares(), tasks.command(), records);
      return this;
    }

    public Builder tasks(final TaskShare... shares) {
      tasks = Attribution.of(List.of(shares), tasks.command(), tasks.leftOut());
      return this;
    }

    public Builder selected(final Selected some) {
      selected = some;
      return this;
    }

    public Builder phases(final Phases all) {
      phases = all;
      return this;
    }

    public Builder vcpus(final int count) {
      vcpus = count;
      return this;
    }

    public TraceReport build() {
      final Map<String, String> provenance = new LinkedHashMap<>();
      provenance.put("memtracer", "1.0.0");
      provenance.put("qemu", "10.0.2");
      provenance.put("guest", "default");
      provenance.put("guest-kernel", "6.1.0-37-cloud-amd64");
      return new TraceReport(
          Instant.parse("2026-01-02T03:04:05.006Z"),
          2_345_000_000L,
          3_100_000_000L,
          command,
          info,
          exit,
          counters,
          delivery,
          vcpus,
          read,
          tasks,
          phases,
          selected,
          analyzers,
          Comparison.NONE,
          incomplete,
          Optional.empty(),
          Optional.empty(),
          names,
          Origin.live(provenance));
    }
  }
}
