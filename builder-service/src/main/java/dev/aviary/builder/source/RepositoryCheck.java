package dev.aviary.builder.source;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.http.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Looks at the repository that a person gives for an app before it counts: an address that is
 * mistyped is found out here, not at the first deployment.
 */
@Singleton
public final class RepositoryCheck {
  /** So many branches are named in a note. */
  private static final int NAMED = 5;

  private final Remote remote;
  private final Duration deadline;

  RepositoryCheck(Remote remote, SourceSettings settings) {
    this.remote = remote;
    this.deadline = settings.checkDeadline();
  }

  /**
   * An app as it is to be registered.
   *
   * @param notes what the person should know, a sentence each
   */
  public record Checked(AppSpec spec, List<String> notes) {}

  /**
   * Asks the repository, and takes its default branch for the stable one where none is given.
   *
   * @param wished with the whole address
   * @param branchGiven whether a person gave its {@code stableBranch}
   * @param before the app as it is registered. While its repository does not answer, its other
   *     settings can be changed all the same
   * @throws ProblemException 422 when the repository does not answer, with the reason and what to
   *     do
   */
  public Checked check(AppSpec wished, boolean branchGiven, Optional<AppSpec> before) {
    return switch (look(wished)) {
      case Branches.Known known -> branchGiven ? given(wished, known) : chosen(wished, known);
      case Branches.Unreachable(String reason) -> {
        AppSpec kept = unasked(wished, branchGiven, before);
        if (before.filter(app -> isSame(app, wished)).isEmpty()) {
          throw new ProblemException(
              HttpStatus.UNPROCESSABLE_ENTITY,
              "the repository of %s cannot be read: %s. With ?check=false it is not asked now"
                  .formatted(wished.name(), reason));
        }
        yield new Checked(
            kept,
            List.of(
                "the settings count, though the repository cannot be read now: %s; stableBranch is %s"
                    .formatted(reason, kept.stableBranch())));
      }
    };
  }

  /**
   * The same without a question to the repository.
   *
   * @throws dev.aviary.contract.app.BadValueException when the address or the branch has a form
   *     that is not taken
   */
  public AppSpec unasked(AppSpec wished, boolean branchGiven, Optional<AppSpec> before) {
    checkForm(wished);
    return branchGiven
        ? wished
        : before
            .filter(app -> isSame(app, wished))
            .map(app -> wished.withStableBranch(app.stableBranch()))
            .orElse(wished);
  }

  private static void checkForm(AppSpec wished) {
    RepositoryAddress.of(wished.repository());
    Branch.of(wished.stableBranch());
  }

  private static boolean isSame(AppSpec app, AppSpec wished) {
    return app.repository().equals(wished.repository());
  }

  private static Checked given(AppSpec wished, Branches.Known known) {
    return known.tips().containsKey(wished.stableBranch())
        ? new Checked(wished, List.of())
        : new Checked(
            wished,
            List.of(
                "the repository has no branch %s yet, and nothing is stable until it has; %s"
                    .formatted(wished.stableBranch(), those(known))));
  }

  private static Checked chosen(AppSpec wished, Branches.Known known) {
    String standard = known.standard();
    if (standard == null) {
      return new Checked(
          wished,
          List.of(
              "stableBranch is %s, since the repository has no default branch; %s"
                  .formatted(wished.stableBranch(), those(known))));
    }
    Branch.of(standard);
    return new Checked(
        wished.withStableBranch(standard),
        List.of(
            "stableBranch is %s, the default branch of the repository; give another to change that"
                .formatted(standard)));
  }

  private static String those(Branches.Known known) {
    if (known.tips().isEmpty()) {
      return "it has no branch at all";
    }
    var names = new ArrayList<>(known.tips().keySet());
    String more = names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "";
    return "it has " + names.stream().limit(NAMED).collect(Collectors.joining(", ")) + more;
  }

  /**
   * A limit for the whole check: a server that sends a byte now and then never reaches the time-out
   * of a socket.
   */
  private Branches look(AppSpec wished) {
    checkForm(wished);
    var asked = new FutureTask<>(() -> remote.look(wished));
    Thread.startVirtualThread(asked);
    try {
      return asked.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return new Branches.Unreachable(
          "it does not answer within %d s (aviary.source.check-deadline); see that it runs, and that a firewall lets this machine through"
              .formatted(deadline.toSeconds()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot ask a repository", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Branches.Unreachable("Aviary is being stopped");
    } finally {
      asked.cancel(true);
    }
  }
}
