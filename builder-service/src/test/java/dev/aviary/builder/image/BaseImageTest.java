package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BaseImageTest {
  private static final String DOCKERFILE =
      """
      ARG VERSION=20
      FROM --platform=linux/amd64 node:${VERSION}-alpine AS build
      FROM nginx
      COPY --from=build /a /a
      COPY --from=tools.example/own@sha256:12 /b /b
      """;

  @Test
  void theImageIsFoundInWhatEitherBuilderSays() {
    assertEquals(
        Optional.of("docker.io/library/node:20"),
        BaseImage.ofStep("[internal] load metadata for docker.io/library/node:20"));
    assertEquals(
        Optional.of("docker.io/library/node:20@sha256:1"),
        BaseImage.ofStep("[build 1/4] FROM docker.io/library/node:20@sha256:1"));
    assertEquals(Optional.empty(), BaseImage.ofStep("[build 2/4] RUN true"));
    assertEquals(
        Optional.of("node:20"),
        BaseImage.ofClassic("Step 1/9 : FROM --platform=linux/amd64 node:20 AS b", "denied"));
    assertEquals(
        Optional.of("tools"),
        BaseImage.ofClassic("Step 2/9 : COPY x", "invalid from flag value tools: denied"));
    assertEquals(
        Optional.empty(), BaseImage.ofClassic("Step 2/9 : RUN x", "returned a non-zero code: 1"));
  }

  @Test
  void itsLineIsFoundWhateverItIsCalledThere() {
    assertEquals(2, line("docker.io/library/node:22-alpine", Map.of("VERSION", "22")));
    assertEquals(2, line("node:20-alpine", Map.of()));
    assertEquals(3, line("docker.io/library/nginx:latest", Map.of()));
    assertEquals(5, line("tools.example/own@sha256:12", Map.of()));
    assertEquals(0, line("busybox", Map.of()));
  }

  @Test
  void aDefaultOrAnotherValueInABaseImagesNameIsFollowed() {
    String dockerfile =
        """
        ARG REGISTRY
        ARG EMPTY=
        ARG TAG=3
        FROM ${REGISTRY:-registry.example}/one:${TAG:+x$TAG}
        FROM ${EMPTY:-two}${EMPTY-never}:${NONE-${TAG}}
        FROM ${TARGETARCH:-unknown}
        """;
    assertEquals(4, line(dockerfile, "registry.example/one:x3", Map.of()));
    assertEquals(4, line(dockerfile, "own.example/one:x3", Map.of("REGISTRY", "own.example")));
    assertEquals(5, line(dockerfile, "two:3", Map.of()));
    assertEquals(0, line(dockerfile, "unknown", Map.of()));
  }

  private static int line(String image, Map<String, String> buildArgs) {
    return line(DOCKERFILE, image, buildArgs);
  }

  private static int line(String dockerfile, String image, Map<String, String> buildArgs) {
    return BaseImage.line(dockerfile, buildArgs, image).map(Dockerfile.Instruction::line).orElse(0);
  }
}
