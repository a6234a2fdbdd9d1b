package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.image.Dockerfile.Instruction;
import dev.aviary.builder.image.DockerfileNeeds.Need;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DockerfileTest {
  private static final String STAGES =
      """
      # syntax=docker/dockerfile:1
      FROM node AS build
      WORKDIR /src
      # copied first
      COPY package.json \\
        # and its lock
        package-lock.json ./
      RUN --mount=type=cache,target=/root/.npm npm ci

      FROM build AS tested
      RUN npm test
      FROM nginx
      COPY --from=build --link /src/dist /usr/share/nginx/html
      COPY <<-END /etc/motd
      \tFROM nowhere
      \tEND
      RUN <<'ONE' cat <<TWO
      RUN inside
      ONE
      COPY inside too
      TWO
      CMD ["a", "<<b"]
      """;

  @Test
  void everyInstructionHasItsLines() {
    assertEquals(
        List.of(
            "2-2 FROM",
            "3-3 WORKDIR",
            "5-7 COPY",
            "8-8 RUN",
            "10-10 FROM",
            "11-11 RUN",
            "12-12 FROM",
            "13-13 COPY",
            "14-16 COPY",
            "17-21 RUN",
            "22-22 CMD"),
        Dockerfile.of(STAGES).instructions().stream()
            .map(each -> each.line() + "-" + each.last() + " " + each.keyword())
            .toList());
    assertEquals(Optional.of("docker/dockerfile:1"), Dockerfile.of(STAGES).syntax());
  }

  @Test
  void whatNeedsBuildKitOrANewerFrontendIsFoundWithItsLine() {
    assertEquals(
        List.of(
            "8 RUN --mount 20.10",
            "13 COPY --link 23.0",
            "14 COPY with a heredoc (<<) 23.0",
            "17 RUN with a heredoc (<<) 23.0"),
        needs(STAGES));
    assertEquals(
        List.of("1 BUILDPLATFORM 20.10", "2 TARGETARCH 20.10"),
        needs(
            "FROM --platform=$BUILDPLATFORM a\nARG TARGETARCH\nARG TARGETOS=linux\nRUN x <<< y\n"));
  }

  @Test
  void aStepOfBuildKitIsFoundByItsPlaceWhateverItsArgumentsBecame() {
    assertEquals(8, line("[build 4/4] RUN --mount=type=cache,target=/root/.npm npm ci"));
    assertEquals(11, line("[tested 1/1] RUN npm test"));
    assertEquals(17, line("[stage-2 4/4] RUN <<'ONE' (RUN inside...)"));
    assertEquals(5, line("[linux/amd64 build 3/4] COPY package.json package-lock.json ./"));
    assertEquals(0, line("[build 1/4] FROM docker.io/library/node"));
    assertEquals(0, line("exporting to image"));
    assertEquals(
        2, Dockerfile.of("FROM a\nRUN b").at("[2/2] RUN b").map(Instruction::line).orElse(0));
  }

  @Test
  void aHeredocThatNeverEndsIsNone() {
    assertTrue(DockerfileNeeds.of(Dockerfile.of("FROM a\nRUN cat <<EOT\nRUN b\n")).isEmpty());
  }

  @Test
  void anOldEngineKnowsWhatItsFrontendKnows() {
    Need link = DockerfileNeeds.of(Dockerfile.of("FROM a\nCOPY --link b c")).getFirst();
    assertTrue(link.builtIn(EngineVersion.parse("29.1.0")));
    assertTrue(link.builtIn(EngineVersion.parse("23.0.6")));
    assertTrue(!link.builtIn(EngineVersion.parse("20.10.24+dfsg1")));
    assertTrue(link.builtIn(EngineVersion.parse("dev")));
  }

  private static List<String> needs(String dockerfile) {
    return DockerfileNeeds.of(Dockerfile.of(dockerfile)).stream()
        .map(need -> need.line() + " " + need.feature() + " " + need.engine())
        .toList();
  }

  private static int line(String step) {
    return Dockerfile.of(STAGES).at(step).map(Instruction::line).orElse(0);
  }
}
