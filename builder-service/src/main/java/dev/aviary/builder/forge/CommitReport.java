package dev.aviary.builder.forge;

import dev.aviary.contract.app.Track;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a forge is told of a commit.
 *
 * @param app whose deployment it is
 * @param told one line, at most {@value #LONGEST} characters
 * @param deployment address of the deployment; null: not known from outside
 * @param visitors address of the app; null: not known
 */
record CommitReport(
    String app,
    Track track,
    String branch,
    String commit,
    State state,
    String told,
    @Nullable String deployment,
    @Nullable String visitors) {
  /** GitHub takes no more. */
  static final int LONGEST = 140;

  private static final Pattern LINE_END = Pattern.compile("\\R");

  CommitReport {
    String line = LINE_END.split(told, 2)[0].strip();
    told = line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
  }

  enum State {
    /** It is on its way. */
    PENDING,
    /** It serves, or has served until another took its place. */
    LIVE,
    /** It could not be finished, or was taken out of the traffic. */
    FAILED,
    /** It was stopped before its end, for a reason that is not the commit. */
    STOPPED
  }

  /** The name of the status: one for each track of an app. */
  String name() {
    return "aviary/" + app + "/" + track.id();
  }
}
