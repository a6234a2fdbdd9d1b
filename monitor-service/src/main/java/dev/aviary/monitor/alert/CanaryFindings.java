package dev.aviary.monitor.alert;

import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;

/**
 * Takes what is found about a canary elsewhere than in its samples: it joins the alert about the
 * same container, or opens one. Neither call waits.
 */
public interface CanaryFindings {
  /**
   * @param measure what is done about it: {@code WITHDRAWN}, {@code DRY}, or {@code KEPT} where the
   *     canary is not to blame
   */
  void found(Culprit canary, Finding finding, AlertAction measure);

  /** It is over for a canary that was kept; what else is found of its container goes on. */
  void over(Culprit canary, Metric metric);
}
