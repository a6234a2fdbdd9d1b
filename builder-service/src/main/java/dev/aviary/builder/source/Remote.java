package dev.aviary.builder.source;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.seal.SealedException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** Asks repositories where their branches stand, as {@code git ls-remote} does. */
@Singleton
public final class Remote {
  private static final RefSpec BRANCHES = new RefSpec("refs/heads/*:refs/heads/*");

  /** Of a server that names no branch as its default, the first of them that it has. */
  private static final List<String> USUAL = List.of("main", "master");

  private final AccessFactory accesses;

  Remote(AccessFactory accesses) {
    this.accesses = accesses;
  }

  public BranchTip tip(AppSpec spec, Branch branch) {
    return switch (look(spec)) {
      case Branches.Known known ->
          known.tips().containsKey(branch.name())
              ? new BranchTip.At(known.tips().get(branch.name()))
              : new BranchTip.NoBranch();
      case Branches.Unreachable(String reason) -> new BranchTip.Unreachable(reason);
    };
  }

  /** All its branches, and which of them is the default. */
  public Branches look(AppSpec spec) {
    Access access;
    try {
      access = accesses.of(spec);
    } catch (BadValueException | SealedException e) {
      return new Branches.Unreachable(String.valueOf(e.getMessage()));
    }
    try (Transport transport = Transport.open(new URIish(access.address().url()))) {
      access.configure(transport);
      try (FetchConnection connection = transport.openFetch(List.of(BRANCHES), Constants.HEAD)) {
        return known(connection.getRefsMap());
      }
    } catch (IOException | URISyntaxException | JGitInternalException e) {
      return new Branches.Unreachable(access.reason(e));
    }
  }

  private static Branches known(Map<String, Ref> refs) {
    var tips = new TreeMap<String, String>();
    refs.forEach((name, ref) -> {
      ObjectId tip = ref.getObjectId();
      if (name.startsWith(Constants.R_HEADS) && tip != null) {
        tips.put(name.substring(Constants.R_HEADS.length()), tip.name());
      }
    });
    return new Branches.Known(tips, standard(refs.get(Constants.HEAD), tips));
  }

  /** An old server tells only where its default branch stands. */
  private static @Nullable String standard(@Nullable Ref head, Map<String, String> tips) {
    if (head == null) {
      return tips.size() == 1 ? tips.keySet().iterator().next() : null;
    }
    if (head.isSymbolic() && head.getTarget().getName().startsWith(Constants.R_HEADS)) {
      return head.getTarget().getName().substring(Constants.R_HEADS.length());
    }
    ObjectId at = head.getObjectId();
    List<String> there =
        at == null
            ? List.of()
            : tips.keySet().stream().filter(name -> at.name().equals(tips.get(name))).toList();
    return USUAL.stream()
        .filter(there::contains)
        .findFirst()
        .orElseGet(() -> there.isEmpty() ? null : there.getFirst());
  }
}
