package dev.aviary.balancer.route;

/**
 * What probes say of a container: pure. It is well until so many in a row failed, and then again
 * when so many in a row succeeded.
 *
 * @param run probes in a row that contradict {@code well}
 */
public record ProbeRecord(boolean well, int run) {
  /** The start: the builder probed a container before it serves. */
  public static final ProbeRecord WELL = new ProbeRecord(true, 0);

  /**
   * @param fall failures in a row after which it is not well
   * @param rise successes in a row after which it is well again
   */
  public ProbeRecord next(boolean succeeded, int fall, int rise) {
    if (succeeded == well) {
      return run == 0 ? this : new ProbeRecord(well, 0);
    }
    boolean turns = run + 1 >= (well ? fall : rise);
    return turns ? new ProbeRecord(!well, 0) : new ProbeRecord(well, run + 1);
  }
}
