package dev.aviary.builder.trigger;

import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.registry.ImageReference;
import dev.aviary.builder.source.Branch;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.idempotency.IdempotentRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger asks for.
 *
 * @param commit the commit to deploy; null means where the branch stands
 * @param trigger {@code travis}, {@code build} or {@code api}
 * @param build the number of the CI build that asks, or null
 * @param forced why a withdrawn commit is tried again, or one that is live is built again, or null
 * @param origin who asks
 * @param request the request that is done once, or null
 * @param image the image that is wanted in place of a commit, or null
 */
public record Wish(
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

  public Wish {
    if (commit != null) {
      Check.commit(commit);
    }
    Check.that(build == null || build > 0, "a build number is 1 or more");
    Check.that(forced == null || !forced.isBlank(), "force needs a reason");
    Check.that(
        image == null || commit == null, "commit and image exclude each other; give one of them");
  }

  /** For a commit. */
  public Wish(
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
  Wish withImage(ImageReference exact) {
    return new Wish(app, branch, null, trigger, build, forced, origin, request, exact);
  }

  /** Whether a person asks, and not CI. */
  boolean byPerson() {
    return trigger.equals(PERSON);
  }
}
