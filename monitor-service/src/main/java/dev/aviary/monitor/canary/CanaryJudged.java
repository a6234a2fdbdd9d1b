package dev.aviary.monitor.canary;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.judgement.Judgement;

/**
 * The line of the timeline that tells that a canary's verdict is another one now: its subject is
 * the deployment. Listeners are sent it; it is where a commit status of the verdict would begin.
 */
public final class CanaryJudged {
  public static final String EVENT = "canary-judged";

  private CanaryJudged() {}

  public static Event of(String by, Judgement judgement) {
    String reasons = String.join("; ", judgement.reasons());
    String why =
        switch (judgement.verdict()) {
          case GOOD -> "good" + (reasons.isEmpty() ? "" : ": " + reasons);
          case BAD -> "bad" + (reasons.isEmpty() ? "" : ": " + reasons);
          case NOT_ENOUGH -> "not enough is known: " + judgement.missing();
        };
    return new Event(judgement.at(), by, EVENT, judgement.app(), judgement.deployment(), why);
  }
}
