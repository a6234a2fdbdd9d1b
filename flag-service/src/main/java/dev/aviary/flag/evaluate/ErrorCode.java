package dev.aviary.flag.evaluate;

/** Why an evaluation failed, in OpenFeature's words. */
public enum ErrorCode {
  FLAG_NOT_FOUND,
  /** The rule cannot be compiled. */
  PARSE_ERROR,
  /** The rule failed, or named a variant that there is not. */
  GENERAL
}
