package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.ci.Travis.Build;
import dev.aviary.system.stack.Answer;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Http;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the builder refuses, in words, without building anything. */
@ExtendWith(StackExtension.class)
final class RefusalsIT {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final OwnStack own;
  private final Stack stack;
  private final App app;

  RefusalsIT(OwnStack own) {
    this.own = own;
    this.stack = own.stack();
    this.app = own.app("refusals");
  }

  private static Stream<String> branches() {
    return Stream.of(
        "master; touch /tmp/pwned", "$(reboot)", "../../etc/passwd", "with space", "b".repeat(300));
  }

  @ParameterizedTest
  @MethodSource("branches")
  void aBranchNameThatGitWouldNotTakeIsRefused(String branch) {
    refused(app.build(URLEncoder.encode(branch, StandardCharsets.UTF_8)));
    refused(app.deploy(branch.replace("\\", "\\\\")));
  }

  @Test
  void aDeliveryOfAnotherRepositoryAPullRequestAFailedBuildAndAForgedOneAreRefused() {
    Http builder = stack.builder();
    refused(own.travis().deliver(builder, Build.passed("who/ever", "master", COMMIT, 1)));
    refused(own.travis().deliver(builder, Build.pullRequest(app.slug(), "master", COMMIT, 1)));
    refused(own.travis().deliver(builder, Build.failed(app.slug(), "master", COMMIT, 1)));
    refused(
        builder.send(
            builder
                .open("/webhooks/travis")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Signature", "bm90IHNpZ25lZA==")
                .POST(BodyPublishers.ofString("payload=%7B%7D"))
                .build()));
  }

  @Test
  void aBodyOfTwoMegabytesIsRefused() {
    Http builder = stack.builder();
    Answer answer =
        builder.send(
            builder
                .open("/webhooks/travis")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Signature", "bm90IHNpZ25lZA==")
                .POST(BodyPublishers.ofString("payload=" + "x".repeat(2_000_000)))
                .build());
    assertEquals(413, answer.status(), answer.toString());
    refused(answer);
  }

  @Test
  void aMissingAndAWrongTokenAreRefused() {
    Http builder = stack.builder();
    Answer missing = builder.send(builder.open("/build?branch=master").GET().build());
    assertEquals(401, missing.status(), missing.toString());
    refused(missing);
    Answer wrong = builder.send(builder.open("/build?branch=master&token=wrong").GET().build());
    assertEquals(403, wrong.status(), wrong.toString());
    refused(wrong);
    Http admin = stack.builderAdmin();
    refused(
        admin.send(
            admin
                .open("/deployments")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"app\": \"refusals\", \"branch\": \"master\"}"))
                .build()));
  }

  private void refused(Answer answer) {
    assertEquals(4, answer.status() / 100, answer.toString());
    assertEquals(
        "application/problem+json",
        answer.headers().firstValue("Content-Type").orElse(""),
        answer.toString());
    assertTrue(!answer.text("detail").isBlank(), answer.toString());
    assertEquals(0, app.deployments());
  }
}
