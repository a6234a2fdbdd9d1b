package dev.aviary.monitor.swarm;

import dev.aviary.contract.app.Check;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.HostLoad;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the monitor of one node tells the others; the samples themselves are in the streams of its
 * containers.
 *
 * @param at when it was written, by the node's clock: a sign of life
 * @param leaving its monitor ended in good order
 * @param seen whether its engine has told what runs there; false: {@code containers} says nothing
 * @param containers those that run there
 * @param load of its host; null: no canary runs there
 * @param read whether somebody reads what every container uses
 * @param kills of the last minute, for memory
 * @param questions about logs of containers that run elsewhere
 * @param answers to the questions of others
 */
@Serdeable
public record NodeReport(
    Instant at,
    boolean leaving,
    boolean seen,
    List<Container> containers,
    @Nullable HostLoad load,
    boolean read,
    List<Kill> kills,
    List<LogQuestion> questions,
    List<LogAnswer> answers) {
  public NodeReport {
    Check.present(at, "at");
    containers = Check.list(containers, "containers");
    kills = Check.list(kills, "kills");
    questions = Check.list(questions, "questions");
    answers = Check.list(answers, "answers");
  }

  /** The kernel killed a process of a container for memory. */
  @Serdeable
  public record Kill(Culprit app, Instant when) {}

  /**
   * How much a container wrote to its log of late.
   *
   * @param id which no other question has
   * @param member by which slots name the container
   */
  @Serdeable
  public record LogQuestion(String id, String member) {}

  /**
   * The answer to a question.
   *
   * @param millis over how long the log was counted
   * @param fault why it could not be read; null: it was
   */
  @Serdeable
  public record LogAnswer(String id, long lines, long bytes, long millis, @Nullable String fault) {}

  NodeReport at(Instant now, boolean leaves) {
    return new NodeReport(now, leaves, seen, containers, load, read, kills, questions, answers);
  }
}
