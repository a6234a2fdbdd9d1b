package dev.aviary.monitor.swarm;

/** Reads the logs of this node's containers. */
public interface LogSource {
  /**
   * @param member by which slots name the container
   */
  boolean isHere(String member);

  /** Waits for the engine; an answer that says why there is none is one too. */
  NodeReport.LogAnswer answer(NodeReport.LogQuestion question) throws InterruptedException;
}
