package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.image.InlineFiles.InlineFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of the reference's chapter on here-documents, and what is near them. */
final class DockerfileRewriteTest {
  @Test
  void aScriptOfTheShellIsItsExecFormOnTheSameLines() {
    assertEquals(
        """
        FROM debian
        RUN ["/bin/sh", "-c", "\\
        \\u0020 mkdir -p \\"foo/bar\\"\\n\\
        \\u0023 a comment \\\\\\n\\
        \\n\\
        "]
        RUN ls
        """,
        rewritten(
            """
            FROM debian
            RUN <<EOT
              mkdir -p "foo/bar"
            # a comment \\

            EOT
            RUN ls
            """));
  }

  @Test
  void aDocumentOfACommandIsLeftToTheShell() {
    assertEquals(
        """
        FROM debian
        RUN --mount=type=tmpfs,target=/t ["/bin/sh", "-c", "python3 - <<-'ONE' && cat <<TWO\\n\\
        #
        \\u0009print(1)\\n\\
        ONE\\n\\
        two\\n\\
        TWO"]
        """,
        rewritten(
            """
            FROM debian
            RUN --mount=type=tmpfs,target=/t --network=default python3 - <<-'ONE' \\
              && cat <<TWO
            \tprint(1)
            \tONE
            two
            TWO
            """
                .replace("\\\n  &&", "\\\n&&")));
  }

  @Test
  void tabsAreLeftOutAndTheShellIsThatOfTheStage() {
    assertEquals(
        """
        FROM a AS one
        SHELL ["/bin/bash", "-c"]
        FROM b
        RUN ["/bin/sh", "-c", "\\
        plain\\n\\
        "]
        FROM ONE
        RUN ["/bin/bash", "-c", "\\
        x\\n\\
        "]
        """,
        rewritten(
            """
            FROM a AS one
            SHELL ["/bin/bash", "-c"]
            FROM b
            RUN <<EOF
            plain
            EOF
            FROM ONE
            RUN <<-EOF
            \t\tx
            \tEOF
            """));
  }

  @Test
  void aScriptWithItsInterpreterIsAFileThatIsRun() {
    var result =
        rewrite("FROM a\nRUN <<EOF\n#!/usr/bin/env python3\nprint('$x')\nEOF\nRUN ls\n", Map.of());
    assertEquals(
        "FROM a\nRUN --mount=type=bind,from=files:1,source=/0,target=/dev/pipes [\"/bin/sh\", \"-c\", \"/dev/pipes/EOF\"]\n#\n#\n#\nRUN ls\n",
        result.dockerfile());
    assertEquals(
        List.of(new InlineFile("0/EOF", true, "#!/usr/bin/env python3\nprint('$x')\n")),
        result.files());
  }

  @Test
  void filesInsideTheDockerfileAreCopiedFromTheImageBesideWithTheirVariables() {
    var result =
        rewrite(
            """
            FROM a
            ARG FOO=bar
            ENV WHO="$FOO and me"
            COPY --link --chown=1 <<-EOT <<"raw" own /dest/
            \thello ${FOO} \\$FOO $WHO \\n
            \tEOT
            hello ${FOO} \\$FOO
            raw
            COPY <<EOT /one
            EOT
            """,
            Map.of("FOO", "given"));
    assertEquals(
        """
        FROM a
        ARG FOO=bar
        ENV WHO="$FOO and me"
        COPY --chown=1 own /dest/
        #
        #
        #
        COPY --from=files:1 --chown=1 /0/EOT /1/raw /dest/
        COPY --from=files:1 /2/EOT /one
        #
        """,
        result.dockerfile());
    assertEquals(
        List.of(
            new InlineFile("0/EOT", false, "hello given $FOO given and me n\n"),
            new InlineFile("1/raw", false, "hello ${FOO} \\$FOO\n"),
            new InlineFile("2/EOT", false, "")),
        result.files());
  }

  @Test
  void whatDependsOnTheBaseImageOrHasNoOtherWordsStaysAsItIs() {
    String dockerfile =
        """
        FROM a
        COPY <<EOF /x
        $PATH
        EOF
        RUN --network=none make
        ONBUILD RUN <<EOF
        a
        EOF
        RUN echo "<<EOF" $((1 <<2)) << EOF
        COPY --parents a b
        """;
    assertEquals(dockerfile, rewritten(dockerfile));
  }

  @Test
  void optionsThatSayTheDefaultAreLeftOutWhereTheyStand() {
    assertEquals(
        "FROM a\nCOPY --chown=1 \\\n b \\\n c\nRUN make\nADD x --link\n",
        rewritten(
            "FROM a\nCOPY --chown=1 \\\n --link b \\\n c\nRUN --network=default make\nADD x --link\n"));
  }

  @Test
  void aDockerfileOfOneMegabyteWithManyHeredocsKeepsItsLines() {
    var text = new StringBuilder("FROM a\n");
    for (int n = 0; n < 10_000; n++) {
      text.append("RUN <<E%d\n%s\nE%d\n".formatted(n, "x".repeat(80), n));
      text.append("RUN cat <<-NEVER%d\n".formatted(n));
    }
    var result = rewrite(text.toString(), Map.of());
    assertEquals(text.toString().lines().count(), result.dockerfile().lines().count());
    assertTrue(DockerfileNeeds.of(Dockerfile.of(result.dockerfile())).isEmpty());
  }

  private static String rewritten(String dockerfile) {
    return rewrite(dockerfile, Map.of()).dockerfile();
  }

  private static DockerfileRewrite.Result rewrite(
      String dockerfile, Map<String, String> buildArgs) {
    return DockerfileRewrite.of(dockerfile, buildArgs, "files:1");
  }
}
