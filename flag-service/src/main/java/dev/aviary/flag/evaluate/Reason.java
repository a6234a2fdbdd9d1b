package dev.aviary.flag.evaluate;

/** Why an evaluation gave what it gave, in OpenFeature's words. */
public enum Reason {
  /** There is no rule. */
  STATIC,
  /** The rule named no variant. */
  DEFAULT,
  TARGETING_MATCH,
  /** A ramp's share, or what is outside of it. */
  SPLIT,
  /** Switched off, killed, outside of its schedule, or a prerequisite does not hold. */
  DISABLED
}
