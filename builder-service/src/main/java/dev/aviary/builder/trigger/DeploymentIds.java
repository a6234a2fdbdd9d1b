package dev.aviary.builder.trigger;

import dev.aviary.contract.app.Check;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** Gives deployments their ids: they sort by time, and fit into container names and addresses. */
@Singleton
public final class DeploymentIds {
  private static final int RADIX = 36;
  private static final int TAILS = RADIX * RADIX * RADIX * RADIX * RADIX;

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public DeploymentIds(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * An id as a person gives it: it becomes part of a key.
   *
   * @throws dev.aviary.contract.app.BadValueException when no deployment can have it
   */
  public static String check(String id) {
    Check.that(
        FORM.matcher(id).matches(),
        "a deployment's id has 1 to 40 of a-z, 0-9 and '-', and begins with a letter");
    return id;
  }

  /** 14 of a-z and 0-9, begun with a letter. */
  public String next() {
    String tail = Integer.toString(random.nextInt(TAILS), RADIX);
    return "d" + Long.toString(clock.millis(), RADIX) + "0".repeat(5 - tail.length()) + tail;
  }
}
