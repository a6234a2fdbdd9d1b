package dev.aviary.builder.trigger;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The highest CI build number taken of each branch of an app. It only rises: a delivery that is
 * replayed or late changes nothing, although its signature is good for ever.
 */
@Singleton
public final class BuildNumbers {
  private static final Logger LOG = LoggerFactory.getLogger(BuildNumbers.class);

  /** The highest number, and the deployment that it led to. */
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18}) (.+)");

  private final RedisLink redis;

  public BuildNumbers(RedisLink redis) {
    this.redis = redis;
  }

  /** What a build number says about the delivery that carries it. */
  public sealed interface Numbering {

    /**
     * Higher than all before.
     *
     * @param before what is on record for the branch, or null
     */
    record Newer(String branch, long number, @Nullable String before) implements Numbering {}

    /** This very build was taken, and led to this deployment. */
    record Taken(String deployment) implements Numbering {}

    /** A later build of the branch was taken. */
    record Late(long highest) implements Numbering {}
  }

  public Numbering look(String app, String branch, long number) {
    Check.that(number > 0, "a build number is 1 or more");
    String before = redis.commands().hget(Keys.builds(app), branch);
    if (before == null) {
      return new Numbering.Newer(branch, number, null);
    }
    Matcher taken = FORM.matcher(before);
    if (!taken.matches()) {
      // Nothing can be compared with it; this delivery puts it right.
      LOG.atError()
          .addKeyValue("key", Keys.builds(app))
          .addKeyValue("branch", branch)
          .addKeyValue("value", before)
          .log("Replaced a build number that could not be read");
      return new Numbering.Newer(branch, number, before);
    }
    long highest = Long.parseLong(taken.group(1));
    if (number > highest) {
      return new Numbering.Newer(branch, number, before);
    }
    return number == highest ? new Numbering.Taken(taken.group(2)) : new Numbering.Late(highest);
  }

  /** Takes the number in the same step, which conflicts when another build was taken meanwhile. */
  public AtomicWrite take(AtomicWrite write, String app, Numbering.Newer newer, String deployment) {
    String key = Keys.builds(app);
    if (newer.before() == null) {
      write.absent(key, newer.branch());
    } else {
      write.expect(key, newer.branch(), newer.before());
    }
    return write.put(key, newer.branch(), newer.number() + " " + deployment);
  }
}
