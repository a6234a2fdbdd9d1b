package dev.aviary.builder.engine;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on the lines of one stream of the engine, on the thread that reads it, until its end. */
final class LineStream extends ResultCallback.Adapter<Frame> {
  private static final Logger LOG = LoggerFactory.getLogger(LineStream.class);

  private final LineSplitter splitter;
  private final Consumer<@Nullable Throwable> end;

  /**
   * @param end told once, with the reason when the stream broke
   */
  LineStream(Consumer<String> lines, Consumer<@Nullable Throwable> end) {
    this.splitter = new LineSplitter(lines);
    this.end = end;
  }

  @Override
  public void onNext(Frame frame) {
    splitter.take(frame);
  }

  /** A reader or an engine that closed its connection is not logged as an error of the service. */
  @Override
  public void onError(Throwable reason) {
    end.accept(reason);
    try {
      close();
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("Could not close a stream of the engine");
    }
  }

  @Override
  public void onComplete() {
    splitter.end();
    end.accept(null);
    super.onComplete();
  }
}
