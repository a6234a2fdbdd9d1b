package dev.aviary.builder.image;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.aviary.builder.engine.LineCutter;
import dev.aviary.contract.deployment.DeploymentLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the engine's classic builder says. */
final class ClassicOutput extends ResultCallback.Adapter<BuildResponseItem> implements BuildOutput {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final LineCutter lines;
  private final ExtendedDockerfile dockerfile;
  private @Nullable String image;
  private @Nullable String error;
  private @Nullable Throwable broken;

  ClassicOutput(BuildLines lines, ExtendedDockerfile dockerfile) {
    this.dockerfile = dockerfile;
    this.lines = new LineCutter(DeploymentLog.LONGEST_LINE - 1, lines::add);
  }

  @Override
  public synchronized void onNext(BuildResponseItem item) {
    if (item.getStream() != null) {
      lines.take(item.getStream());
    }
    if (item.isBuildSuccessIndicated()) {
      image = item.getImageId();
    } else if (item.isErrorIndicated()) {
      var detail = item.getErrorDetail();
      String said = detail == null ? null : detail.getMessage();
      error = said == null ? "the engine does not say why" : dockerfile.told(said);
      lines.end();
      lines.take(error);
      lines.end();
    }
  }

  @Override
  public void onError(Throwable throwable) {
    synchronized (this) {
      broken =
          throwable instanceof DockerException refusal
              ? new DockerException(
                  dockerfile.told(String.valueOf(refusal.getMessage())), refusal.getHttpStatus())
              : throwable;
    }
    ended.countDown();
  }

  @Override
  public void onComplete() {
    ended.countDown();
  }

  /** Waits for the end, which the template's own waiting would force by closing. */
  @Override
  public boolean ended(Duration wait) throws InterruptedException {
    return ended.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized Optional<String> image() {
    return Optional.ofNullable(image);
  }

  @Override
  public synchronized Optional<String> error() {
    return Optional.ofNullable(error);
  }

  @Override
  public synchronized Optional<Throwable> broken() {
    return Optional.ofNullable(broken);
  }
}
