package dev.aviary.monitor.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An episode during which a container is over a threshold: opened once, mailed once, closed once.
 *
 * @param id follows from container and episode: {@code <12 hex of container>-<n>}
 * @param findings one for each metric that took part, in the order in which they fired
 * @param closing how it ended; null while it is open
 */
@Serdeable
public record Alert(
    String id,
    Culprit culprit,
    AlertAction measure,
    Instant openedAt,
    List<Finding> findings,
    @Nullable AlertClosing closing) {
  public Alert {
    Check.text(id, "id");
    Check.that(id.matches(".+-[1-9][0-9]{0,8}"), "an alert's id ends with its episode's number");
    Check.present(culprit, "culprit");
    Check.present(measure, "measure");
    Check.present(openedAt, "openedAt");
    findings = Check.list(findings, "findings");
    Check.that(!findings.isEmpty(), "an alert without findings");
  }

  /** The id of a container's {@code n}th episode, from 1. */
  public static String id(Culprit culprit, int n) {
    return culprit.shortContainer() + "-" + n;
  }

  /** Which episode of its container this is, from 1. */
  public int episode() {
    return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
  }

  @JsonIgnore
  public boolean isOpen() {
    return closing == null;
  }

  @JsonIgnore
  public boolean isWithdrawn() {
    return measure == AlertAction.WITHDRAWN;
  }

  public Alert withEpisode(int n) {
    return new Alert(id(culprit, n), culprit, measure, openedAt, findings, closing);
  }

  public Alert withMeasure(AlertAction other) {
    return new Alert(id, culprit, other, openedAt, findings, closing);
  }

  /** Another metric fired during the episode. */
  public Alert with(Finding finding) {
    var more = new ArrayList<>(findings);
    more.removeIf(each -> each.metric() == finding.metric());
    more.add(finding);
    return new Alert(id, culprit, measure, openedAt, more, closing);
  }

  public Alert withFindings(List<Finding> others) {
    return new Alert(id, culprit, measure, openedAt, others, closing);
  }

  public Alert closed(AlertClosing how) {
    return new Alert(id, culprit, measure, openedAt, findings, how);
  }
}
