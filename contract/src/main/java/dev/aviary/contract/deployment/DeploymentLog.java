package dev.aviary.contract.deployment;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import io.lettuce.core.Range;
import io.lettuce.core.XAddArgs;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * The lines that a deployment leaves on its way: a capped stream each. Lines of a build have
 * numbers, so that what was left out between two of them shows.
 */
@Singleton
public final class DeploymentLog {
  /** About this many lines are kept of a deployment. */
  public static final int KEPT_LINES = 5_000;

  /** Characters of a line that are kept. */
  public static final int LONGEST_LINE = 2_000;

  private static final String FIELD = "line";
  private static final String NUMBER = "n";

  private final RedisLink redis;

  public DeploymentLog(RedisLink redis) {
    this.redis = redis;
  }

  /**
   * A line and its place.
   *
   * @param id rises from line to line
   * @param number its place among the lines of the build, from 1 on; 0 for a line of anything else
   */
  public record Line(String id, String text, long number) {}

  public void append(String deployment, String line) {
    redis
        .commands()
        .xadd(
            Keys.deploymentLog(deployment),
            XAddArgs.Builder.maxlen(KEPT_LINES).approximateTrimming(),
            Map.of(FIELD, cut(line)));
  }

  /**
   * A line of a build.
   *
   * @return its id
   */
  public String append(String deployment, String line, long number) {
    return redis
        .commands()
        .xadd(
            Keys.deploymentLog(deployment),
            XAddArgs.Builder.maxlen(KEPT_LINES).approximateTrimming(),
            Map.of(FIELD, cut(line), NUMBER, Long.toString(number)));
  }

  /** Leaves lines out again. */
  public void leaveOut(String deployment, List<String> ids) {
    redis.commands().xdel(Keys.deploymentLog(deployment), ids.toArray(String[]::new));
  }

  /** The same as part of a larger step. */
  public AtomicWrite append(AtomicWrite write, String deployment, String line) {
    return write.append(Keys.deploymentLog(deployment), KEPT_LINES, FIELD, cut(line));
  }

  /** The lines after a place. */
  public List<Line> after(String deployment, String id) {
    return read(deployment, Range.from(Range.Boundary.excluding(id), Range.Boundary.unbounded()));
  }

  /** All lines. */
  public List<Line> all(String deployment) {
    return read(deployment, Range.unbounded());
  }

  private static String cut(String line) {
    if (line.length() <= LONGEST_LINE) {
      return line;
    }
    boolean splits = Character.isHighSurrogate(line.charAt(LONGEST_LINE - 1));
    return line.substring(0, splits ? LONGEST_LINE - 1 : LONGEST_LINE);
  }

  private List<Line> read(String deployment, Range<String> range) {
    return redis.commands().xrange(Keys.deploymentLog(deployment), range).stream()
        .map(entry -> line(entry.getId(), entry.getBody()))
        .toList();
  }

  private static Line line(String id, Map<String, String> body) {
    return new Line(
        id, body.getOrDefault(FIELD, ""), Long.parseLong(body.getOrDefault(NUMBER, "0")));
  }
}
