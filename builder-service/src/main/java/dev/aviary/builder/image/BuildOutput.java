package dev.aviary.builder.image;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.log.TerminalText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the engine says during one build, cut into lines. */
final class BuildOutput extends ResultCallback.Adapter<BuildResponseItem> {
  /** Lines that a failure is told with. */
  static final int TOLD = 30;

  /** Characters after which a line that does not end is cut; a progress bar ends its own. */
  private static final int LONGEST = DeploymentLog.LONGEST_LINE - 1;

  private final BuildWatch watch;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Deque<String> last = new ArrayDeque<>();
  private final StringBuilder begun = new StringBuilder();
  private @Nullable String image;
  private @Nullable String error;
  private @Nullable Throwable broken;

  BuildOutput(BuildWatch watch) {
    this.watch = watch;
  }

  @Override
  public synchronized void onNext(BuildResponseItem item) {
    if (item.getStream() != null) {
      take(item.getStream());
    }
    if (item.isBuildSuccessIndicated()) {
      image = item.getImageId();
    } else if (item.isErrorIndicated()) {
      var detail = item.getErrorDetail();
      String said = detail == null ? null : detail.getMessage();
      error = said == null ? "the engine does not say why" : said;
      end();
      take(error);
      end();
    }
  }

  @Override
  public void onError(Throwable throwable) {
    synchronized (this) {
      broken = throwable;
    }
    ended.countDown();
  }

  @Override
  public void onComplete() {
    ended.countDown();
  }

  /** Waits for the end, which the template's own waiting would force by closing. */
  boolean ended(Duration wait) throws InterruptedException {
    return ended.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The image's id or the beginning of it, when it was built. */
  synchronized Optional<String> image() {
    return Optional.ofNullable(image);
  }

  /** What the build stumbled over. */
  synchronized Optional<String> error() {
    return Optional.ofNullable(error);
  }

  /** What ended the conversation with the engine before its end. */
  synchronized Optional<Throwable> broken() {
    return Optional.ofNullable(broken);
  }

  /** The last lines, oldest first. */
  synchronized String tail() {
    return String.join("\n", last);
  }

  private void take(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      boolean ends = c == '\n' || c == '\r';
      if (!ends) {
        begun.append(c);
      }
      if (ends || (begun.length() >= LONGEST && !Character.isHighSurrogate(c))) {
        end();
      }
    }
  }

  private void end() {
    line(begun.toString());
    begun.setLength(0);
  }

  private void line(String text) {
    String line = TerminalText.plain(text).stripTrailing();
    if (line.isEmpty()) {
      return;
    }
    watch.line(line);
    last.addLast(line);
    if (last.size() > TOLD) {
      last.removeFirst();
    }
  }
}
