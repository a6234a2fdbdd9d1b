package dev.aviary.builder.image;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.BuildResponseItem;
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
      line(error);
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
    begun.append(piece);
    int end;
    while ((end = begun.indexOf("\n")) >= 0) {
      line(begun.substring(0, end));
      begun.delete(0, end + 1);
    }
  }

  private void line(String text) {
    String line = text.stripTrailing();
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
