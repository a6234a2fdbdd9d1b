package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.deployment.Deployment;
import org.junit.jupiter.api.Test;

/**
 * A source without a Dockerfile, on the real engine. A package of its own, which pip builds while
 * it installs, stands for what is downloaded: no registry of packages is asked.
 */
final class RecipeCachesIT extends BuildScene {
  private static final String BACKEND =
      """
      import pathlib, zipfile

      def build_wheel(folder, config_settings=None, metadata_directory=None):
          kept = pathlib.Path.home() / ".cache/pip/kept"
          assert CONDITION, "the very reason"
          kept.parent.mkdir(parents=True, exist_ok=True)
          kept.touch()
          name = "tiny-1-py3-none-any.whl"
          with zipfile.ZipFile(pathlib.Path(folder) / name, "w") as wheel:
              info = "tiny-1.dist-info/"
              wheel.writestr("tiny.py", "")
              wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\n")
              wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
              wheel.writestr(info + "RECORD", "")
          return name
      """;

  @Test
  void whatOneBuildDownloadedTheNextOneHasAlthoughTheSourceChanged() {
    push("not kept.exists()");
    built(bench.deploy(branch));
    push("kept.exists()");
    Deployment second = bench.deploy(branch);
    built(second);
    String log = bench.log(second.id());
    assertTrue(log.contains("RUN --mount=type=cache,id=aviary-"), log);
  }

  @Test
  void aStepThatFailsIsToldAsWhatAviaryRuns() {
    push("False");
    String reason = failed(bench.deploy(branch)).reason();
    assertTrue(
        reason.startsWith(
            "the repository has no Dockerfile, and what Aviary runs in its place failed: pip install -r requirements.txt"),
        reason);
    assertTrue(reason.contains("the very reason"), reason);
  }

  private void push(String condition) {
    bench
        .repository()
        .change()
        .file("requirements.txt", "./tiny\n")
        .file("app.py", "# " + branch)
        .file("tiny/backend.py", BACKEND.replace("CONDITION", condition) + "# " + branch)
        .file(
            "tiny/pyproject.toml",
            """
            [build-system]
            requires = []
            build-backend = "backend"
            backend-path = ["."]
            """)
        .pushTo(branch);
  }
}
