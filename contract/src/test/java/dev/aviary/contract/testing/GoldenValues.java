package dev.aviary.contract.testing;

import dev.aviary.contract.app.AccessHeader;
import dev.aviary.contract.app.AccessOptions;
import dev.aviary.contract.app.AccessRule;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.app.CanaryOptions;
import dev.aviary.contract.app.CanaryStep;
import dev.aviary.contract.app.ContainerLimits;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.RequestRate;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.app.TriggerOptions;
import dev.aviary.contract.app.VisitorOptions;
import dev.aviary.contract.judgement.Comparison;
import dev.aviary.contract.judgement.TrackFigures;
import dev.aviary.contract.rollout.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The values that occur in several golden files. */
public final class GoldenValues {
  public static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  public static final Placement OLD = placement(1, "master", '0', "d-old");
  public static final Placement STABLE = placement(2, "master", '1', "d-stable");
  public static final Placement CANARY = placement(3, "canary", '2', "d-canary");
  public static final Placement REPLACED = placement(4, "canary", '3', "d-replaced");
  public static final Placement NEW = placement(5, "canary", '4', "d-new");

  public static final Member MEMBER_1 = member(STABLE, "c-1", "10.213.0.10");
  public static final Member MEMBER_2 = member(STABLE, "c-2", "10.213.0.11");
  public static final Member MEMBER_3 = member(CANARY, "c-3", "10.213.0.12");

  public static final Member MEMBER_HEALTH =
      new Member(
          "shop-1111111-2",
          "d-stable",
          "1".repeat(40),
          "c-4",
          "10.213.0.13",
          8080,
          "/",
          "shop.example",
          "200-499",
          true);

  public static final RunOptions RUN =
      new RunOptions(
          8080,
          "gunicorn app:app",
          "flask db upgrade",
          Map.of("worker", "celery -A app"),
          "/ready",
          "shop.example",
          "200-399",
          90,
          new ContainerLimits(0.75, 512, 128),
          Map.of("PICTURES_URL", "http://pictures.example"),
          List.of("data:/var/data"),
          "CHOWN,SETUID",
          "1000:1000",
          "SIGINT",
          30,
          "own",
          "h2c");

  public static final BuildOptions BUILD =
      new BuildOptions("docker/Dockerfile", "web", "serve", Map.of("VERSION", "1"), "node-base");

  public static final AppSpec SPEC =
      new AppSpec(
              "shop",
              1,
              "https://git.example/shop.git",
              null,
              "main",
              "example/shop",
              List.of("shop.example"),
              BUILD,
              RUN)
          .withTriggers(
              new TriggerOptions(
                  "green:CI",
                  List.of("main", "feature/*"),
                  "gitea",
                  "https://git.example",
                  "https://shop.example",
                  "failed"));

  public static final AppSpec CANARY_SPEC =
      SPEC.withCanary(
          new CanaryOptions(
              "dry",
              new Tolerance(0.5, 1.5, 50, 30.0, 20),
              List.of(new CanaryStep(5, 300, 120), new CanaryStep(33, 0, 0)),
              "auto",
              List.of("/", "/cart?x=1"),
              60));

  private static final AccessRule OFFICE =
      new AccessRule(
          List.of("203.0.113.0/24", "2001:db8::/32"),
          Map.of("office", "$2y$10$abcdefghijklmnopqrstuuvVu8zNRDDcQZkOX1rZKCUSbNBCj3ieG"),
          new AccessHeader("X-Office-Key", "0123456789abcdef".repeat(4)),
          "any",
          true);

  public static final VisitorOptions VISITORS =
      new VisitorOptions(
          List.of("/api", "/v1/api"),
          true,
          List.of("www.shop.example"),
          new AccessOptions(
              OFFICE,
              new AccessRule(List.of("203.0.113.7"), Map.of(), null, "all", false),
              "all",
              new AccessRule(List.of(), Map.of(), null, "all", false)),
          new RequestRate(50, 200));

  /** What a spec means that says only what it must. */
  public static final AppSpec LEAST_SPEC =
      new AppSpec(
          "shop",
          0,
          "file:///srv/git/shop",
          null,
          "master",
          null,
          List.of(),
          new BuildOptions(null, null, null, Map.of(), null),
          new RunOptions(
              null,
              null,
              null,
              Map.of(),
              null,
              null,
              null,
              60,
              new ContainerLimits(1.0, 256, 256),
              Map.of(),
              List.of(),
              "default",
              null,
              null,
              10,
              "shared",
              "http/1.1"));

  /** What a spec means that is deployed by images alone. */
  public static final AppSpec IMAGE_SPEC = LEAST_SPEC.withRepository("");

  public static final Comparison COMPARISON =
      new Comparison(
          AT.minusSeconds(60),
          new TrackFigures(41, 12, 14.5, 46.25, Map.of("p50", 12.5)),
          new TrackFigures(80, 0, 0, 6.5, Map.of("p50", 10.0)),
          List.of("a rule"));

  private GoldenValues() {}

  public static Placement placement(int n, String branch, char digit, String deployment) {
    String commit = String.valueOf(digit).repeat(40);
    return new Placement(
        new Release(Release.id("shop", commit, n), "shop", branch, commit, "sha256:" + digit, null),
        deployment);
  }

  public static Placement again(Placement placement, String deployment) {
    return new Placement(placement.release(), deployment);
  }

  private static Member member(Placement placement, String container, String host) {
    Release release = placement.release();
    return new Member(
        release.id(), placement.deployment(), release.commit(), container, host, 5000, "/ready");
  }
}
