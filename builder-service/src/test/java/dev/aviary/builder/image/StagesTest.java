package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class StagesTest {
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
        Stages.begin(
            """
            ARG V=1
            # FROM nothing
            FROM a:$V AS one
            RUN b
              from c
            COPY --from=one /b /b
            """,
            "LABEL x"));
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
    assertEquals(dockerfile, Stages.begin(dockerfile.replace("LABEL x\n", ""), "LABEL x"));
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
    assertEquals(dockerfile, Stages.begin(dockerfile.replace("LABEL x\n", ""), "LABEL x"));
  }
}
