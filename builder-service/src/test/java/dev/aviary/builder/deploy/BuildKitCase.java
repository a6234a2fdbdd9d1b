package dev.aviary.builder.deploy;

import dev.aviary.builder.testing.RealRepository;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import org.jspecify.annotations.Nullable;

/** What the tests of builds by BuildKit share. */
abstract class BuildKitCase extends BuildScene {
  @Nullable String app;

  RealRepository.Change files(String dockerfile) {
    return bench.repository().change().file("Dockerfile", dockerfile);
  }

  /** A build with one step that BuildKit alone knows. */
  Deployment step(String command) {
    files("FROM python-base\nRUN --mount=type=tmpfs,target=/t " + command + "\n").pushTo(branch);
    return bench.deploy(branch);
  }

  void use(BuildOptions build) {
    app = "a" + branch.substring(2, 10);
    bench.builder().bean(SpecStore.class).save(Specs.built(app, bench.repository().url(), build));
  }

  Deployment deploy() {
    return read(
        bench
            .builder()
            .post("/deployments", "{\"app\":\"%s\",\"branch\":\"%s\"}".formatted(app, branch)));
  }
}
