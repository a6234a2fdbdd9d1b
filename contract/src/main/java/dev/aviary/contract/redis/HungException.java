package dev.aviary.contract.redis;

import io.lettuce.core.RedisException;

/** Redis takes commands and answers none; this command was not sent. */
public final class HungException extends RedisException {
  private static final long serialVersionUID = 1;

  HungException() {
    super("Redis does not answer; nothing was sent");
  }
}
