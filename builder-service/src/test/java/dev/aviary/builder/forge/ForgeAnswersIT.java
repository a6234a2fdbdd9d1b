package dev.aviary.builder.forge;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.OwnAuthority;
import dev.aviary.builder.testing.RealForge;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forges that refuse, are away, or have a status already. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForgeAnswersIT extends ForgeReporterCase {
  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 422, 301})
  void aForgeThatRefusesForGoodIsNotAskedAgainAndBlocksNothing(int status) {
    register("gitea");
    forge.answers(status, "{\"message\":\"no\"}");
    end(queued(), new DeploymentStatus.Live(release()));
    allTold();
    forge.answers(201, "");
    int before = forge.calls().size();
    Deployment next = queued("b".repeat(40));
    eventually("the next one is told", DEADLINE, () -> forge.calls().size() > before);
    assertTrue(forge.calls().getLast().path().endsWith("b".repeat(40)));
    end(next, new DeploymentStatus.Cancelled("api"));
    allTold();
  }

  @Test
  void aForgeThatIsAwayIsToldLaterInOrder() {
    register("gitea");
    forge.answers(503, "");
    Deployment made = queued();
    eventually("it was tried", DEADLINE, () -> !forge.calls().isEmpty());
    end(made, new DeploymentStatus.Live(release()));
    forge.forget();
    forge.answers(201, "");
    eventually("it is told", DEADLINE, () -> last().contains("\"state\":\"success\""));
    allTold();
  }

  @Test
  void gitlabHasAStatusAlready() {
    register("gitlab");
    forge.answers(400, "{\"message\":\"Cannot transition status via :enqueue from :pending\"}");
    end(queued(), new DeploymentStatus.Live(release()));
    allTold();
  }

  @Test
  void withoutATokenNothingIsSent() {
    AppSpec spec = Specs.of(app, "https://git.example.org/ada/" + app, null);
    save(spec, "gitea");
    queued();
    allTold();
    assertEquals(List.of(), forge.calls());
  }

  @Test
  void aForgeWithACertificateOfTheOwnersAuthorityIsTold(@TempDir Path keys) {
    OwnAuthority authority = OwnAuthority.in(keys);
    try (RealForge own = RealForge.start(authority)) {
      AppSpec spec = Specs.of(app, "https://ada:token@git.example.org/ada/" + app, null);
      save(spec.withRepositoryCa(authority.pem()), "gitea", own.url());
      end(queued(), new DeploymentStatus.Live(release()));
      eventually("the forge is told", DEADLINE, () -> !own.calls().isEmpty());
      allTold();
    }
  }
}
