package dev.aviary.contract.redis;

import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisReadOnlyException;

/** Why a command failed: what a person must do differs. */
public enum RedisFailure {
  /** No answer: Redis cannot be reached, or did not answer in time. */
  AWAY("Redis cannot be reached", "see whether it runs: docker compose ps redis"),
  /** Redis loads its data, runs a long script, or is a replica. It takes commands again later. */
  BUSY("Redis takes no commands now", "wait; it takes them again by itself"),
  /** The memory limit {@code maxmemory} is reached: writes are refused, reads are answered. */
  FULL(
      "Redis is full",
      "raise its maxmemory, or remove keys that nobody needs; deploy/doctor says how full it is"),
  /** Redis cannot save to its disk ({@code MISCONF}): writes are refused, reads are answered. */
  DISK(
      "Redis cannot write to its disk",
      "free space on the disk that holds Redis's volume (df -h, docker system df), or see in"
          + " docker compose logs redis why it cannot write; then it takes writes again by itself"),
  /** A primary that reaches no replica: writes are refused, reads are answered. */
  ALONE(
      "Redis's primary reaches no replica",
      "see that the nodes with Redis run and reach one another (docker node ls); it takes writes"
          + " again by itself when a replica follows it, or Sentinel chooses another primary"),
  /** Redis refused the command itself: its form, the type of its key, or the right to it. */
  REFUSED("Redis refused a command", "see the service's log for the command");

  /** Begins the refusal of a write over {@code maxmemory}; a script's has more before it. */
  private static final String OUT_OF_MEMORY = "OOM command not allowed";

  /** Begins the refusal of a write after a failed save of the snapshot or the append-only file. */
  private static final String MISCONFIGURED = "MISCONF ";

  /** Begins the refusal of a write by a primary with fewer replicas than it is to have. */
  private static final String NO_REPLICAS = "NOREPLICAS ";

  /** Begins the refusal of a write by a replica; a script's may have more before it. */
  private static final String READ_ONLY = "READONLY ";

  private final String told;
  private final String cure;

  RedisFailure(String told, String cure) {
    this.told = told;
    this.cure = cure;
  }

  /** What is the matter, as the beginning of a sentence. */
  public String told() {
    return told;
  }

  /** What a person does about it. */
  public String cure() {
    return cure;
  }

  public static RedisFailure of(RedisException failure) {
    if (!(failure instanceof RedisCommandExecutionException)) {
      return AWAY;
    }
    String said = String.valueOf(failure.getMessage());
    if (said.contains(OUT_OF_MEMORY)) {
      return FULL;
    }
    if (said.contains(MISCONFIGURED)) {
      return DISK;
    }
    if (said.contains(NO_REPLICAS)) {
      return ALONE;
    }
    return failure instanceof RedisLoadingException
            || failure instanceof RedisBusyException
            || failure instanceof RedisReadOnlyException
            || said.contains(READ_ONLY)
        ? BUSY
        : REFUSED;
  }

  /** Whether Redis refuses writes for it, and still answers reads. */
  boolean stopsWrites() {
    return this == FULL || this == DISK || this == ALONE;
  }

  /** Whether it passes without a change of the service, so that its stack tells nothing. */
  public boolean passes() {
    return this != REFUSED;
  }
}
