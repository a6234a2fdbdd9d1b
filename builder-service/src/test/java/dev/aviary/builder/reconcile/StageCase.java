package dev.aviary.builder.reconcile;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What tests of whole rollouts share: one stage, and for each test an app of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StageCase {
  Stage stage;

  @BeforeAll
  void set(@TempDir Path folder) {
    stage = new Stage(folder);
  }

  @AfterAll
  void clear() throws Exception {
    stage.close();
  }

  @BeforeEach
  void anotherApp() {
    stage.balancer.thaw();
    stage.anotherApp();
  }
}
