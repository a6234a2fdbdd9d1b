package dev.aviary.contract.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An app's settings. What has a default may be missing on the wire, where all are members of one
 * object.
 *
 * @param index the app's place among the slot ports, from 0; given by the builder
 * @param repository address of the git repository; may hold credentials; empty: the app is deployed
 *     by images alone
 * @param repositoryCa certificates (PEM) of the authorities that the git server's certificate may
 *     come from beside the public ones; null: none
 * @param stableBranch the branch that goes to the stable slots; null means {@code master}
 * @param slug {@code owner/name} as CI names the repository; null: no webhook is taken for it
 * @param hosts host names whose requests are this app's; none: every host that no other app claims
 * @param build how its images are made
 * @param run what its containers are made with
 * @param triggers what makes it be deployed, and who is notified
 * @param canary how its canaries are judged, and what follows
 * @param visitors what visitors reach of it, and which visitors may
 * @param tls how its hosts are served over TLS
 */
@Serdeable
public record AppSpec(
    String name,
    int index,
    @JsonInclude(JsonInclude.Include.ALWAYS) String repository,
    @Nullable String repositoryCa,
    String stableBranch,
    @Nullable String slug,
    List<String> hosts,
    @JsonUnwrapped BuildOptions build,
    @JsonUnwrapped RunOptions run,
    @JsonUnwrapped TriggerOptions triggers,
    @JsonUnwrapped CanaryOptions canary,
    @JsonUnwrapped VisitorOptions visitors,
    TlsOptions tls) {

  public AppSpec {
    Check.app(name);
    Check.range(index, 0, 5000, "index");
    repository = repository == null ? "" : repository.strip();
    if (repositoryCa != null) {
      Authorities.read(repositoryCa);
    }
    stableBranch = stableBranch == null ? "master" : Check.text(stableBranch, "stableBranch");
    hosts =
        Check.list(hosts, "hosts").stream()
            .map(host -> Check.host(host, "hosts"))
            .distinct()
            .toList();
    build = build == null ? BuildOptions.DEFAULT : build;
    run = run == null ? RunOptions.DEFAULT : run;
    triggers = triggers == null ? TriggerOptions.DEFAULT : triggers;
    canary = canary == null ? CanaryOptions.DEFAULT : canary;
    visitors = visitors == null ? VisitorOptions.DEFAULT : visitors;
    checkRedirects(hosts, visitors.redirects());
    tls = tls == null ? TlsOptions.DEFAULT : tls;
    Check.that(
        !tls.on() || !hosts.isEmpty(),
        "tls.mode is "
            + tls.mode()
            + " and hosts is empty: a certificate names its hosts; give them");
  }

  /** With the usual triggers, canaries judged as usual, open to every visitor, without TLS. */
  public AppSpec(
      String name,
      int index,
      String repository,
      @Nullable String repositoryCa,
      String stableBranch,
      @Nullable String slug,
      List<String> hosts,
      BuildOptions build,
      RunOptions run) {
    this(
        name,
        index,
        repository,
        repositoryCa,
        stableBranch,
        slug,
        hosts,
        build,
        run,
        TriggerOptions.DEFAULT,
        CanaryOptions.DEFAULT,
        VisitorOptions.DEFAULT,
        TlsOptions.DEFAULT);
  }

  private static void checkRedirects(List<String> hosts, List<String> redirects) {
    Check.that(
        redirects.isEmpty() || !hosts.isEmpty(),
        "redirects lead to the first of hosts, which has none; give hosts");
    for (String host : redirects) {
      Check.that(
          !hosts.contains(host), "redirects: '" + host + "' is one of hosts; leave it out of one");
    }
  }

  /** Every host that is this app's: those that it answers, and those that redirect there. */
  public List<String> claimedHosts() {
    return Stream.concat(hosts.stream(), visitors.redirects().stream()).toList();
  }

  /** The track that a branch of this app goes to. */
  public Track trackOf(String branch) {
    return branch.equals(stableBranch) ? Track.STABLE : Track.CANARY;
  }

  public boolean hasRepository() {
    return !repository.isEmpty();
  }

  /** The same for people to see: without the credentials of its repository. */
  public AppSpec shown() {
    return withRepository(Credentials.hidden(repository));
  }

  public AppSpec withRepository(String other) {
    return with(other, repositoryCa, stableBranch, build, run, triggers, canary, visitors, tls);
  }

  public AppSpec withRepositoryCa(@Nullable String other) {
    return with(repository, other, stableBranch, build, run, triggers, canary, visitors, tls);
  }

  public AppSpec withStableBranch(String other) {
    return with(repository, repositoryCa, other, build, run, triggers, canary, visitors, tls);
  }

  public AppSpec withBuild(BuildOptions other) {
    return with(
        repository, repositoryCa, stableBranch, other, run, triggers, canary, visitors, tls);
  }

  /** The settings that a release of it was deployed with. */
  public AppSpec withRun(RunOptions other) {
    return with(
        repository, repositoryCa, stableBranch, build, other, triggers, canary, visitors, tls);
  }

  public AppSpec withTriggers(TriggerOptions other) {
    return with(repository, repositoryCa, stableBranch, build, run, other, canary, visitors, tls);
  }

  public AppSpec withCanary(CanaryOptions other) {
    return with(repository, repositoryCa, stableBranch, build, run, triggers, other, visitors, tls);
  }

  public AppSpec withVisitors(VisitorOptions other) {
    return with(repository, repositoryCa, stableBranch, build, run, triggers, canary, other, tls);
  }

  public AppSpec withTls(TlsOptions other) {
    return with(
        repository, repositoryCa, stableBranch, build, run, triggers, canary, visitors, other);
  }

  private AppSpec with(
      String otherRepository,
      @Nullable String otherCa,
      String otherBranch,
      BuildOptions otherBuild,
      RunOptions otherRun,
      TriggerOptions otherTriggers,
      CanaryOptions otherCanary,
      VisitorOptions otherVisitors,
      TlsOptions otherTls) {
    return new AppSpec(
        name,
        index,
        otherRepository,
        otherCa,
        otherBranch,
        slug,
        hosts,
        otherBuild,
        otherRun,
        otherTriggers,
        otherCanary,
        otherVisitors,
        otherTls);
  }
}
