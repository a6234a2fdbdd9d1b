package dev.aviary.builder.image;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ProgressDetail;
import dev.aviary.builder.engine.TerminalText;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the engine says while it pulls an image. */
final class PullOutput extends ResultCallback.Adapter<PullResponseItem> {
  private final BuildWatch watch;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Map<String, Long> sizes = new HashMap<>();
  private @Nullable String error;
  private @Nullable Throwable broken;

  PullOutput(BuildWatch watch) {
    this.watch = watch;
  }

  @Override
  public synchronized void onNext(PullResponseItem item) {
    String layer = Objects.requireNonNullElse(item.getId(), "");
    ProgressDetail progress = item.getProgressDetail();
    Long total = progress == null ? null : progress.getTotal();
    if (total != null) {
      // Downloaded, then unpacked: the same layer is counted once.
      sizes.merge(layer, total, Math::max);
    } else if (item.isErrorIndicated()) {
      var detail = item.getErrorDetail();
      String said = detail == null ? null : detail.getMessage();
      error = said == null ? "the engine does not say why" : said;
    } else if (item.getStatus() != null) {
      watch.line(
          TerminalText.plain((layer.isEmpty() ? "" : layer + ": ") + item.getStatus()).strip());
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

  boolean ended(Duration wait) throws InterruptedException {
    return ended.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The layers that are to be downloaded, as far as they are known, in bytes. */
  synchronized long bytes() {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What the registry or the engine has against it. */
  synchronized Optional<String> error() {
    return Optional.ofNullable(error);
  }

  /** What ended the conversation with the engine before its end. */
  synchronized Optional<Throwable> broken() {
    return Optional.ofNullable(broken);
  }
}
