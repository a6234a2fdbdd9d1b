package dev.aviary.balancer.testing;

import dev.aviary.balancer.control.Routing;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.app.TlsOptions;
import dev.aviary.contract.app.VisitorOptions;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Withdrawal;
import dev.aviary.contract.telemetry.BalancerStore;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One app's control keys, written as the builder writes them. */
public final class Fleet {
  private final TestBalancer balancer;
  private final String app;
  private final int index;
  private final List<String> hosts;
  private TlsOptions tls = TlsOptions.DEFAULT;
  private final Map<Slot, Integer> ports = new EnumMap<>(Slot.class);
  private final Map<Slot, String> paths = new EnumMap<>(Slot.class);
  private final Map<Slot, String> probeHosts = new EnumMap<>(Slot.class);
  private final Map<Slot, String> statuses = new EnumMap<>(Slot.class);
  private final Set<Slot> http2 = EnumSet.noneOf(Slot.class);
  private VisitorOptions visitors = VisitorOptions.DEFAULT;

  public Fleet(TestBalancer balancer, String app, int index, String... hosts) {
    this.balancer = balancer;
    this.app = app;
    this.index = index;
    this.hosts = List.of(hosts);
  }

  public static Fleet of(TestBalancer balancer) {
    return new Fleet(balancer, "flask-app", 0);
  }

  public Fleet with(Slot slot, TestBackend backend) {
    return with(slot, backend.port());
  }

  /** Whoever listens, or not, on that port. */
  public Fleet with(Slot slot, int port) {
    ports.put(slot, port);
    return this;
  }

  /** Where the slot's container says whether it is well; {@code /health} without this. */
  public Fleet probed(Slot slot, String path) {
    paths.put(slot, path);
    return this;
  }

  /** The same with a host and the statuses that say that it is well. */
  public Fleet probed(Slot slot, String path, String host, String statuses) {
    probeHosts.put(slot, host);
    this.statuses.put(slot, statuses);
    return probed(slot, path);
  }

  /** The slot's container speaks HTTP/2. */
  public Fleet http2(Slot slot) {
    http2.add(slot);
    return this;
  }

  /** How its hosts are served over TLS. */
  public Fleet tls(TlsOptions options) {
    tls = options;
    return this;
  }

  /** What visitors reach of it, and who may, as JSON. */
  public Fleet open(String visitorOptions) {
    visitors = balancer.bean(Wire.class).read(visitorOptions, VisitorOptions.class);
    return this;
  }

  public Fleet without(Slot slot) {
    ports.remove(slot);
    return this;
  }

  /** Writes the keys and returns when the balancer acknowledged them. */
  public Fleet publish() throws Exception {
    return await(write());
  }

  /** Writes the keys and returns at once. */
  public Revision write() {
    var spec =
        new AppSpec(app, index, "file:///srv/git/" + app, null, null, null, hosts, null, null)
            .withVisitors(visitors)
            .withTls(tls);
    Slots slots = Slots.EMPTY;
    for (var entry : ports.entrySet()) {
      slots = slots.with(entry.getKey(), new Occupancy(member(entry.getKey()), null, List.of()));
    }
    Wire wire = balancer.bean(Wire.class);
    return revision(
        balancer
            .bean(Writes.class)
            .begin()
            .set(Keys.spec(app), wire.write(spec))
            .addToSet(Keys.SPECS, app)
            .set(Keys.slots(app), wire.write(slots))
            .raise()
            .run());
  }

  public Fleet split(int percent) throws Exception {
    return split(Split.of(percent));
  }

  public Fleet split(Split split) throws Exception {
    var store = balancer.bean(ControlStore.class);
    return await(
        revision(
            store
                .replace(balancer.bean(Writes.class).begin(), app, store.split(app), split)
                .run()));
  }

  /** The step of a canary deployment, as the builder writes it. */
  public Fleet progress(CanaryProgress progress) throws Exception {
    var store = balancer.bean(ControlStore.class);
    return await(
        revision(
            store
                .replace(balancer.bean(Writes.class).begin(), app, store.progress(app), progress)
                .run()));
  }

  public Fleet withdraw(String reason) throws Exception {
    return await(writeWithdrawal(reason));
  }

  /** Withdraws the canary and returns at once. */
  public Revision writeWithdrawal(String reason) {
    return revision(balancer.bean(ControlStore.class).withdraw(app, withdrawal(reason)));
  }

  /** Whether nothing is in flight any more that was sent there before the revision. */
  public boolean idle(Slot slot, Revision revision) {
    return balancer.bean(BalancerStore.class).idle(container(slot), revision);
  }

  public Withdrawal withdrawal(String reason) {
    Member canary = member(Slot.CANARY);
    return new Withdrawal(canary.commit(), canary.deployment(), reason, Instant.EPOCH, "test");
  }

  /** Returns when the revision is acknowledged, as the builder sees it. */
  public Fleet await(Revision revision) throws Exception {
    var store = balancer.bean(BalancerStore.class);
    // Before the balancer's first heartbeat nobody is waited for.
    Await.until(
        "acknowledged " + revision,
        () ->
            store.heartbeats().stream().anyMatch(all -> !all.isEmpty())
                && store.acknowledged(revision));
    return this;
  }

  /** Returns when the balancer applied its table, whatever Redis knows of that. */
  public Fleet awaitApplied() throws Exception {
    var routing = balancer.bean(Routing.class);
    Await.until("routes of " + app, () -> routing.applied().table().app(app).isPresent());
    return this;
  }

  /** The member that stands for a backend: container and deployment follow from its port. */
  public Member member(Slot slot) {
    int port = ports.get(slot);
    return new Member(
        app + "-release-" + port,
        "deployment-" + port,
        "%040x".formatted(port),
        container(slot),
        "127.0.0.1",
        port,
        paths.getOrDefault(slot, "/health"),
        probeHosts.get(slot),
        statuses.get(slot),
        http2.contains(slot));
  }

  public String container(Slot slot) {
    return "container-" + ports.get(slot);
  }

  private static Revision revision(WriteOutcome outcome) {
    return ((WriteOutcome.Written) outcome).revision();
  }
}
