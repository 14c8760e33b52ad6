package io.memtracer.host.recording.format;

import java.util.List;
import java.util.Map;

/**
 * How a run ended, as the block behind all chunks has it.
 *
 * @param records how many there are in the file
 * @param stopped why the recording ended before the run; empty if it didn't
 * @param incomplete why the run stopped before its end; empty if it didn't
 * @param exitHow in which way the workload ended, in words of the JSON report
 * @param exitCode its exit status, or the signal
 * @param tracingNanos how long it was traced
 * @param counters what QEMU counted
 * @param tasksUnknown why nobody knows of tasks; empty if they are known
 * @param tasks what each of them did
 * @param phasesUnknown why nobody knows of phases; empty if they are known
 * @param phases what was done in each
 * @param phasesRefused how often there was no room for one
 * @param phasesUnmatched how often one was to end that hadn't begun
 * @param selection which accesses were recorded
 * @param provenance what was found out of the run while it ran, by name
 */
public record RunEnd(
    long records,
    String stopped,
    String incomplete,
    String exitHow,
    int exitCode,
    long tracingNanos,
    Counters counters,
    String tasksUnknown,
    List<TaskDone> tasks,
    String phasesUnknown,
    List<PhaseDone> phases,
    long phasesRefused,
    long phasesUnmatched,
    Chosen selection,
    Map<String, String> provenance) {

  public RunEnd {
    tasks = List.copyOf(tasks);
    phases = List.copyOf(phases);
    provenance = Texts.copyOf(provenance);
  }

  /**
   * What QEMU counted.
   *
   * @param seen accesses that the CPL filter let through
   * @param traced of these, chosen by sampling
   * @param written handed over
   * @param dropped not handed over
   * @param fullWaits how often a vCPU stood still for a full ring
   * @param fullWaitNanos how long
   * @param instructions executed, by CPL from 0 on; -1 where nobody counted
   */
  public record Counters(
      long seen,
      long traced,
      long written,
      long dropped,
      long fullWaits,
      long fullWaitNanos,
      List<Long> instructions) {

    public Counters {
      instructions = List.copyOf(instructions);
    }
  }

  /**
   * What a task did, while it was as it is here.
   *
   * @param thread its number in the guest
   * @param name as the kernel has it
   * @param program what it executed
   * @param role as what it belongs to the run
   * @param user accesses at CPL 3
   * @param kernel its other ones
   */
  public record TaskDone(
      int thread, String name, String program, String role, long user, long kernel) {}

  /**
   * What was done in a phase.
   *
   * @param id its number in chunks
   * @param name with those of the phases that it is in
   * @param parent the number of that which it is in; 0 for none
   * @param ownName without these
   * @param ofRun whether it is of the run, and not of a thread
   * @param begun how often it began
   * @param ended how often it ended
   * @param user accesses at CPL 3
   * @param kernel its other ones
   */
  public record PhaseDone(
      int id,
      String name,
      int parent,
      String ownName,
      boolean ofRun,
      long begun,
      long ended,
      long user,
      long kernel) {}

  /**
   * Which accesses were recorded.
   *
   * @param phasesOnly only those in phases
   * @param skip how many were not, at first
   * @param most how many at most; 0 for all
   * @param from a function from which on; empty for none
   * @param until a function until which; empty for none
   * @param blindTimes how often accesses were neither recorded nor counted
   */
  public record Chosen(
      boolean phasesOnly, long skip, long most, String from, String until, long blindTimes) {}
}
