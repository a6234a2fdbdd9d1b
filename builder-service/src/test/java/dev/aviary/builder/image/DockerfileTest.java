package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.image.Dockerfile.Instruction;
import dev.aviary.builder.image.DockerfileNeeds.Need;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
      RUN --mount=type=cache,target=/home/node/.npm npm ci

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
    assertEquals(8, line("[build 4/4] RUN --mount=type=cache,target=/home/node/.npm npm ci"));
    assertEquals(11, line("[tested 1/1] RUN npm test"));
    assertEquals(17, line("[stage-2 4/4] RUN <<'ONE' (RUN inside...)"));
    assertEquals(5, line("[linux/amd64 build 3/4] COPY package.json package-lock.json ./"));
    assertEquals(0, line("[build 1/4] FROM docker.io/library/node"));
    assertEquals(0, line("exporting to image"));
    assertEquals(2, at("FROM a\nRUN b", "[2/2] RUN b").map(Instruction::line).orElse(0));
  }

  @Test
  void whatABaseImageBringsIsOfTheLineThatNamesTheImage() {
    String dockerfile = "FROM a\nENV B=1\nRUN one\nRUN two\n";
    String[] all = {"[2/3] RUN brought", "[3/3] COPY . /", "[4/3] RUN one", "[5/3] RUN two"};
    assertEquals(
        List.of(1, 1, 3, 4),
        Stream.of(all)
            .map(step -> at(dockerfile, step, all).map(Instruction::line).orElse(0))
            .toList());
    String[] within = {"[stage-1 1/1] RUN brought", "[stage-1 2/1] RUN one", "[a 2/2] RUN x"};
    String stages = "FROM b AS a\nRUN x\nONBUILD RUN brought\nFROM a\nRUN one\n";
    assertEquals(
        List.of(4, 5, 2),
        Stream.of(within)
            .map(step -> at(stages, step, within).map(Instruction::line).orElse(0))
            .toList());
  }

  @Test
  void whatImagesThatAreMadeFromItWillRunNeedsItsBuilderToo() {
    assertEquals(
        List.of("2 RUN --mount 20.10", "3 RUN with a heredoc (<<) 23.0"),
        needs("FROM a\nONBUILD RUN --mount=type=cache,target=/c x\nONBUILD RUN <<E\ny\nE\n"));
  }

  @Test
  void theInstructionThatWantsAnSshAgentIsFound() {
    for (String mount : List.of("type=ssh", "type=ssh,id=github", "id=github,required,type=ssh")) {
      String dockerfile = "FROM a\nRUN --network=none --mount=%s git clone b\n".formatted(mount);
      assertEquals(2, ssh(dockerfile), dockerfile);
    }
    assertEquals(2, ssh("FROM a\nONBUILD RUN --mount=type=ssh b\n"));
    assertEquals(0, ssh("FROM a\nRUN --mount=type=secret,id=ssh b --mount=type=ssh\n"));
    assertEquals(0, ssh("FROM a\n# RUN --mount=type=ssh b\nRUN --mount=type=sshfs b\n"));
  }

  private static int ssh(String dockerfile) {
    return DockerfileNeeds.ssh(Dockerfile.of(dockerfile)).map(Instruction::line).orElse(0);
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
    return at(STAGES, step).map(Instruction::line).orElse(0);
  }

  private static Optional<Instruction> at(String dockerfile, String step, String... others) {
    List<String> all = Stream.concat(Stream.of(step), Stream.of(others)).toList();
    return Dockerfile.of(dockerfile).at(step, all);
  }
}
