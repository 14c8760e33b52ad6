package io.memtracer.host.recording.format;

/** What a chunk says between records: numbers of the kinds of marks. */
public final class Mark {

  /** Behind the last mark that matters: the rest of the chunk's records follow. */
  public static final int END = 0;

  /** Whose the records from here on are: vCPU, task, phase. */
  public static final int CONTEXT = 1;

  /** Accesses are missing that sampling or a selection left out: vCPU, how many. */
  public static final int LEFT_OUT = 2;

  /** Accesses are missing that were dropped: vCPU, how many. */
  public static final int DROPPED = 3;

  /** There is a task more. */
  public static final int BORN = 4;

  /** A task runs another program. */
  public static final int EXEC = 5;

  /** A task has another name. */
  public static final int RENAMED = 6;

  /** A task is over. */
  public static final int ENDED = 7;

  /** A phase begins. */
  public static final int PHASE_BEGIN = 8;

  /** A phase ends. */
  public static final int PHASE_END = 9;

  /** A vCPU's page is somewhere else, or isn't known to the chunk: vCPU, virtual, physical page. */
  public static final int PAGE = 10;

  /** The highest there is. */
  public static final int MAX = PAGE;

  private Mark() {}
}
