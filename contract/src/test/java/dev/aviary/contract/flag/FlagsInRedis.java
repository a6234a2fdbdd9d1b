package dev.aviary.contract.flag;

import dev.aviary.contract.testing.RedisContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A Redis that is empty before each test, and a flag to put into it. */
abstract class FlagsInRedis {
  static final FlagKey KEY = new FlagKey("new_feature");
  static RedisContext context;

  @BeforeAll
  static void start() {
    context = RedisContext.start();
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @BeforeEach
  void empty() {
    context.redis().flushall();
  }

  static FlagChange change(long revision) {
    return new FlagChange(revision, Instant.EPOCH, "api", null);
  }

  static FlagRevision revision(long revision, String what, @Nullable String document) {
    return new FlagRevision(change(revision), what, List.of(), document);
  }
}
