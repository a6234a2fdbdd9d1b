package dev.aviary.builder.deploy;

import dev.aviary.contract.deployment.DeploymentLog;
import io.lettuce.core.RedisException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of one deployment's builds: all of them in a file, the first and the last of them in
 * Redis. A follower of the log sees each line as it comes; a line that is neither among the first
 * nor among the last any more is taken out again.
 */
final class BuildLog {
  /** How much of the beginning is kept. */
  static final int HEAD_LINES = 500;

  static final int HEAD_BYTES = 32 * 1024;

  /** How much of the end is kept. */
  static final int TAIL_LINES = 1_000;

  static final int TAIL_BYTES = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(BuildLog.class);

  /** Lines that are taken out in one call. */
  private static final int BATCH = 50;

  private final String deployment;
  private final DeploymentLog lines;
  private final OutputFile file;
  private final Deque<Kept> tail = new ArrayDeque<>();
  private final List<String> outdated = new ArrayList<>();
  private long number;
  private int headBytes;
  private int tailBytes;
  private boolean beginning = true;

  private record Kept(String id, int bytes) {}

  BuildLog(String deployment, DeploymentLog lines, OutputFile file) {
    this.deployment = deployment;
    this.lines = lines;
    this.file = file;
  }

  /** A line of output; Redis misses it while it is away, the build goes on. */
  void line(String text) {
    number++;
    file.line(text);
    try {
      String id = lines.append(deployment, text, number);
      int bytes = Math.min(text.length(), DeploymentLog.LONGEST_LINE);
      keep(id, Math.max(bytes, text.getBytes(StandardCharsets.UTF_8).length));
    } catch (RedisException e) {
      LOG.atDebug().addKeyValue("deployment", deployment).log("Lost a line of a deployment's log");
    }
  }

  private void keep(String id, int bytes) {
    headBytes += bytes;
    beginning = beginning && number <= HEAD_LINES && headBytes <= HEAD_BYTES;
    if (beginning) {
      return;
    }
    tail.addLast(new Kept(id, bytes));
    tailBytes += bytes;
    while (tail.size() > TAIL_LINES || (tailBytes > TAIL_BYTES && tail.size() > 1)) {
      Kept first = tail.removeFirst();
      tailBytes -= first.bytes();
      outdated.add(first.id());
    }
    if (outdated.size() >= BATCH) {
      lines.leaveOut(deployment, outdated);
      outdated.clear();
    }
  }
}
