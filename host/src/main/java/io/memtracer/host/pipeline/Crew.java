package io.memtracer.host.pipeline;

/** Runs the agents of a pipeline. */
interface Crew {

  /** Returns when all agents have started. */
  void start() throws InterruptedException;

  /** One step of every agent, where the caller's thread is to do the work. */
  int invoke();

  /** Returns when all agents have ended, or one has failed. */
  void await() throws InterruptedException;

  /** Ends them, in order. */
  void close();
}
