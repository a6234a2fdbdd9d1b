package dev.aviary.builder.image;

import java.io.Closeable;
import java.time.Duration;
import java.util.Optional;

/** What the engine says during one build. Closing it stops the build. */
interface BuildOutput extends Closeable {

  /** Waits for the end, at most so long. */
  boolean ended(Duration wait) throws InterruptedException;

  /** The image's id or the beginning of it, when it was built. */
  Optional<String> image();

  /** What the build stumbled over. */
  Optional<String> error();

  /** What ended the conversation with the engine before its end. */
  Optional<Throwable> broken();
}
