package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ExtendedDockerfileTest {
  @Test
  void everyStageBeginsWithTheInstruction() {
    assertEquals(
        """
        ARG V=1
        # FROM nothing
        FROM a:$V AS one
        LABEL x
        RUN b
          from c
        LABEL x
        COPY --from=one /b /b
        """,
        ExtendedDockerfile.inEveryStage(
                """
                ARG V=1
                # FROM nothing
                FROM a:$V AS one
                RUN b
                  from c
                COPY --from=one /b /b
                """,
                "LABEL x")
            .text());
  }

  @Test
  void aLineInTheMiddleOfAnInstructionIsNoStage() {
    String dockerfile =
        """
        FROM \\
          # which one
          a
        LABEL x
        RUN select '*' \\

        FROM users
        """;
    assertEquals(
        dockerfile,
        ExtendedDockerfile.inEveryStage(dockerfile.replace("LABEL x\n", ""), "LABEL x").text());
  }

  @Test
  void theEscapeIsWhatTheDockerfileSaysItIs() {
    String dockerfile =
        """
        # escape=`
        FROM a
        LABEL x
        COPY c:\\
        FROM b
        LABEL x
        RUN c `
        FROM d
        """;
    assertEquals(
        dockerfile,
        ExtendedDockerfile.inEveryStage(dockerfile.replace("LABEL x\n", ""), "LABEL x").text());
  }
}
