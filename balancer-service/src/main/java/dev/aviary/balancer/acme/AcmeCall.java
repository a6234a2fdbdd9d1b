package dev.aviary.balancer.acme;

import java.net.ConnectException;
import java.net.UnknownHostException;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;

/**
 * Something that is asked of the authority. acme4j reports failures by checked exceptions, and
 * where it reads a resource at first use by unchecked ones; here both become one.
 */
@FunctionalInterface
interface AcmeCall<T> {
  T run() throws AcmeException, InterruptedException, AuthorityException;

  /** Runs it. */
  static <T> T of(AcmeServer server, AcmeCall<T> call)
      throws AuthorityException, InterruptedException {
    try {
      return call.run();
    } catch (AcmeLazyLoadingException e) {
      throw failure(server, e.getCause() == null ? e : e.getCause());
    } catch (AcmeException | AcmeProtocolException e) {
      throw failure(server, e);
    }
  }

  private static AuthorityException failure(AcmeServer server, Throwable e)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while the authority was asked");
    }
    return switch (e) {
      case AcmeRateLimitedException limited ->
          new AuthorityException(
              "the authority's limit is reached: " + text(limited.getProblem()),
              false,
              limited.getRetryAfter().orElse(server.notBefore()),
              e);
      case AcmeServerException refused ->
          new AuthorityException(
              text(refused.getProblem()), ofServer(refused), server.notBefore(), e);
      case AcmeNetworkException network ->
          new AuthorityException(
              "the authority cannot be reached: " + reason(network), true, null, e);
      default ->
          new AuthorityException(
              "the authority gave an answer that cannot be used: " + e.getMessage(),
              true,
              server.notBefore(),
              e);
    };
  }

  /** Whether it would be the same for any other name. */
  private static boolean ofServer(AcmeServerException refused) {
    String type = refused.getType().toString();
    return type.endsWith(":serverInternal")
        || type.endsWith(":accountDoesNotExist")
        || type.endsWith(":badNonce")
        || type.endsWith(":userActionRequired")
        || type.endsWith(":externalAccountRequired")
        || type.endsWith(":invalidContact")
        || type.endsWith(":unsupportedContact");
  }

  /** What the authority wrote, with the short name of its kind of problem (RFC 8555, 6.7). */
  static String text(Problem problem) {
    String type = problem.getType().toString();
    return problem + " (" + type.substring(type.lastIndexOf(':') + 1) + ")";
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return switch (cause) {
      case UnknownHostException unknown -> "its name is not known: " + unknown.getMessage();
      case ConnectException _ -> message == null ? "it accepts no connection" : message;
      default -> message == null ? cause.getClass().getSimpleName() : message;
    };
  }
}
