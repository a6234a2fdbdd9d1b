package dev.aviary.builder.trigger;

import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.registry.ImageReference;
import dev.aviary.builder.source.Branch;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.idempotency.IdempotentRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger asks for.
 *
 * @param commit the commit to deploy; null means where the branch stands
 * @param trigger {@code travis}, {@code build}, {@code api}, or the forge whose webhook asks
 * @param build the number of the CI build that asks, or null
 * @param forced why a withdrawn commit is tried again, or one that is live is built again, or null
 * @param origin the client and the request
 * @param request the request that is done once, or null
 * @param image the image that is wanted in place of a commit, or null
 */
public record WantedDeployment(
    AppSpec app,
    Branch branch,
    @Nullable String commit,
    String trigger,
    @Nullable Long build,
    @Nullable String forced,
    Origin origin,
    @Nullable IdempotentRequest request,
    @Nullable ImageReference image) {
  static final String PERSON = "api";

  /** The triggers that are webhooks of forges. */
  public static final Set<String> FORGES = Set.of("github", "gitlab", "gitea", "bitbucket");

  public WantedDeployment {
    if (commit != null) {
      Check.commit(commit);
    }
    Check.that(build == null || build > 0, "a build number is 1 or more");
    Check.that(forced == null || !forced.isBlank(), "force needs a reason");
    Check.that(
        image == null || commit == null, "commit and image exclude each other; give one of them");
  }

  /** For a commit. */
  public WantedDeployment(
      AppSpec app,
      Branch branch,
      @Nullable String commit,
      String trigger,
      @Nullable Long build,
      @Nullable String forced,
      Origin origin,
      @Nullable IdempotentRequest request) {
    this(app, branch, commit, trigger, build, forced, origin, request, null);
  }

  /** The same image by its digest. */
  WantedDeployment withImage(ImageReference exact) {
    return new WantedDeployment(app, branch, null, trigger, build, forced, origin, request, exact);
  }

  /**
   * Whether it comes too late once its branch stands at another commit: a forge's event that
   * carries no number tells of the newest commit, or of what is over.
   */
  boolean isOfTheTip() {
    return FORGES.contains(trigger) && build == null;
  }

  /**
   * Under what the highest number is kept: the branch, and for forges their name before it, since
   * each counts by itself. A branch's name holds no colon.
   */
  String series() {
    return FORGES.contains(trigger) ? trigger + ":" + branch.name() : branch.name();
  }

  /** Whether a person asks, and not CI. */
  boolean byPerson() {
    return trigger.equals(PERSON);
  }
}
