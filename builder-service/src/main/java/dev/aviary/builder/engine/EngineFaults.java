package dev.aviary.builder.engine;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/** What a failed call says: that the engine will not do it, or that it could not do it now. */
public final class EngineFaults {
  private EngineFaults() {}

  /** Whether a step failed because the engine failed, or the conversation with it broke. */
  public static boolean away(Throwable e) {
    return e instanceof DockerException || lost(e);
  }

  /** Whether the conversation with the engine broke, or was given up because the service stops. */
  public static boolean lost(Throwable e) {
    return Stream.iterate(e, each -> each != null, Throwable::getCause)
        .anyMatch(each -> each instanceof IOException || each instanceof CancellationException);
  }

  /**
   * Whether the engine would refuse the same call the next time too: a fault of the caller (RFC
   * 9110, section 15.5), or of an image that the engine has no status of its own for. A server
   * error beside these says nothing against what was asked, and is waited for.
   */
  public static boolean refuses(DockerException e) {
    int status = e.getHttpStatus();
    return (status >= 400 && status < 500) || ofTheImage(String.valueOf(e.getMessage()));
  }

  /** A USER or a WORKDIR that cannot be: answered with 500 by engines 20.10 to 28. */
  private static boolean ofTheImage(String message) {
    return message.contains("unable to find user ")
        || message.contains("unable to find group ")
        || message.contains("Cannot mkdir: ");
  }
}
