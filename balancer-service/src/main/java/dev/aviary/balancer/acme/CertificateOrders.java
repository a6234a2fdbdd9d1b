package dev.aviary.balancer.acme;

import dev.aviary.balancer.account.BalancerId;
import dev.aviary.balancer.certificate.Certificate;
import dev.aviary.balancer.certificate.CertificateStore;
import dev.aviary.balancer.certificate.ChallengeAnswers;
import dev.aviary.contract.hash.Sha256;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.loop.Backoff;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Login;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders the certificates that are missing or due for renewal, one at a time.
 *
 * <p>An order is begun in three steps: its {@link OrderRecord} is written to disk, then to Redis by
 * compare-and-set, then the authority is asked. So a process that dies does not order again when it
 * is back, and of several balancers one orders. The server as a whole has a record too, which a
 * round begins before it connects.
 */
@Singleton
final class CertificateOrders {
  /** Stands for the ACME server among the names. */
  static final String SERVER = "*";

  private static final Logger LOG = LoggerFactory.getLogger(CertificateOrders.class);

  /** Between two looks that nothing asks for: another balancer may have begun or ended an order. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private static final Duration SHORTEST_LOOK = Duration.ofMillis(100);

  /** After an order that succeeded, if its certificate is not there any more. */
  private static final Duration LOST = Duration.ofHours(1);

  /** For how long it is remembered that a name was ordered, after its app gave it up. */
  private static final Duration FORGET = Duration.ofDays(30);

  private final OrderedNames names;
  private final OrderRecords records;
  private final CertificateStore store;
  private final ChallengeAnswers answers;
  private final AcmeLogin login;
  private final AcmeSettings settings;
  private final OrderEvents events;
  private final InstantSource clock;
  private final OrderingAccount orderer;
  private final Backoff backoff;
  private final BackgroundLoop loop;
  private final Set<String> refused = new HashSet<>();
  private volatile boolean stopping;

  CertificateOrders(
      OrderedNames names,
      OrderRecords records,
      CertificateStore store,
      ChallengeAnswers answers,
      AcmeLogin login,
      AcmeSettings settings,
      OrderEvents events,
      InstantSource clock,
      BalancerId id,
      BackgroundLoops loops) {
    this.names = names;
    this.records = records;
    this.store = store;
    this.answers = answers;
    this.login = login;
    this.settings = settings;
    this.events = events;
    this.clock = clock;
    this.orderer = new OrderingAccount(id.toString(), hash(settings));
    this.backoff = new Backoff(settings.retryFirst(), settings.retryMost());
    this.loop = loops.make("certificate-orders", this::pause, this::round);
    names.onChange(loop::wake);
  }

  private static String hash(AcmeSettings settings) {
    String all =
        String.join(
            "\n",
            settings.server().toString(),
            String.valueOf(settings.contact()),
            String.valueOf(settings.termsAgreed()),
            String.valueOf(settings.eabKeyId()),
            String.valueOf(settings.eabHmac()),
            String.valueOf(settings.caFile()));
    byte[] digest = Sha256.begin().digest(all.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  @EventListener
  void start(ServerStartupEvent event) {
    loop.start();
  }

  /** Questions of an authority reach the next balancer from now on: no further order is begun. */
  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void stop(ShutdownEvent event) {
    stopping = true;
  }

  /** Looks at once for what is to be ordered. */
  void wake() {
    loop.wake();
  }

  private Duration pause() {
    Instant now = clock.instant();
    Duration least = LOOK;
    for (String name : names.all().keySet()) {
      Instant due = due(name);
      Duration until = due == null ? LOOK : Duration.between(now, due);
      least = until.compareTo(least) < 0 ? until : least;
    }
    return least.compareTo(SHORTEST_LOOK) < 0 ? LOOK : least;
  }

  private void round() throws InterruptedException {
    Map<String, String> wanted = names.all();
    tellExpiring(wanted);
    Instant now = clock.instant();
    List<String> due =
        wanted.keySet().stream()
            .filter(this::isOrderable)
            .filter(name -> isDue(name, now))
            .toList();
    if (due.isEmpty() || stopping) {
      return;
    }
    records.refresh();
    forgetOthers(wanted.keySet());
    OrderRecord server = records.of(SERVER);
    if (!server.allows(orderer, now)) {
      return;
    }
    OrderRecord begun = server.begin(orderer, backoff, now, RandomGenerator.getDefault());
    if (records.begin(SERVER, begun)) {
      connect(wanted, due, begun);
    }
  }

  private void connect(Map<String, String> wanted, List<String> due, OrderRecord begun)
      throws InterruptedException {
    try (var server = new AcmeServer(settings)) {
      Login session = login.login(server);
      var order = new CertificateOrder(server, session, answers, settings.patience(), clock);
      var windows = new RenewalWindows(server, session, clock);
      for (String name : due) {
        if (stopping) {
          break;
        }
        visit(name, wanted.getOrDefault(name, ""), order, windows);
      }
      records.update(SERVER, begun.succeeded(begun.begun()));
    } catch (AuthorityException e) {
      OrderRecord failed = begun.failed(message(e), e.notBefore(), clock.instant());
      records.update(SERVER, failed);
      events.serverFailed(settings.server().getHost(), failed);
    }
  }

  /**
   * @throws AuthorityException only of the server: no other name is worth trying
   */
  private void visit(String name, String app, CertificateOrder order, RenewalWindows windows)
      throws AuthorityException, InterruptedException {
    Certificate present = store.find(name);
    if (present != null) {
      RenewalPlan plan = plan(name, present, windows);
      if (plan.at().isAfter(clock.instant()) || !allows(name, clock.instant())) {
        return;
      }
    }
    OrderRecord before = records.of(name);
    OrderRecord begun =
        before.begin(orderer, backoff, clock.instant(), RandomGenerator.getDefault());
    if (!records.begin(name, begun)) {
      return;
    }
    try {
      Certificate issued =
          order.place(
              name,
              present == null ? null : present.leaf(),
              ChallengeKind.after(begun.failures() - 1));
      store.put(name, issued);
      records.update(name, begun.succeeded(begun.begun().plus(LOST)));
      records.plan(name, RenewalPlan.byLifetime(issued.leaf(), Instant.EPOCH));
      events.issued(app, name, issued.notAfter());
    } catch (AuthorityException e) {
      OrderRecord failed = begun.failed(message(e), e.notBefore(), clock.instant());
      records.update(name, failed);
      events.failed(app, name, failed);
      if (e.isOfServer()) {
        throw e;
      }
    }
  }

  /** When it is to be renewed, as the authority sees it now. */
  private RenewalPlan plan(String name, Certificate present, RenewalWindows windows)
      throws InterruptedException {
    Instant now = clock.instant();
    RenewalPlan known = known(name, present);
    if (known.askAgain().isAfter(now)) {
      return known;
    }
    // First on disk, so that a process that dies does not ask each time it starts.
    records.plan(name, known.askedLater(now.plus(RenewalPlan.ASK)));
    RenewalPlan asked = windows.ask(present.leaf());
    RenewalPlan next = asked == null ? known.askedLater(now.plus(RenewalPlan.ASK)) : asked;
    records.plan(name, next);
    return next;
  }

  private RenewalPlan known(String name, Certificate present) {
    RenewalPlan known = records.renewal(name);
    return known != null && known.isOf(present.leaf())
        ? known
        : RenewalPlan.byLifetime(present.leaf(), Instant.EPOCH);
  }

  private boolean isDue(String name, Instant now) {
    Instant due = due(name);
    return due != null && !due.isAfter(now);
  }

  /** When the authority is to be asked for something about this name; null: that is not known. */
  private @Nullable Instant due(String name) {
    Certificate present = store.find(name);
    OrderRecord record = records.of(name);
    if (present == null) {
      return record.allows(orderer, clock.instant()) ? Instant.EPOCH : record.notBefore();
    }
    RenewalPlan plan = known(name, present);
    if (!allows(name, clock.instant())) {
      return record.failures() == 0
          ? record.begun().plus(settings.retryFirst())
          : record.notBefore();
    }
    return plan.at().isBefore(plan.askAgain()) ? plan.at() : plan.askAgain();
  }

  /** Whether a certificate that is there may be renewed, as far as its orders go. */
  private boolean allows(String name, Instant now) {
    OrderRecord record = records.of(name);
    return record.failures() == 0
        ? !record.begun().plus(settings.retryFirst()).isAfter(now)
        : record.allows(orderer, now);
  }

  private boolean isOrderable(String name) {
    String refusal = CertificateName.refusal(name);
    if (refusal != null && refused.add(name)) {
      LOG.atWarn()
          .addKeyValue("host", name)
          .addKeyValue("reason", refusal)
          .log("Ordered no certificate for a host");
    }
    return refusal == null;
  }

  private void tellExpiring(Map<String, String> wanted) {
    Instant now = clock.instant();
    int serverFailures = records.of(SERVER).failures();
    for (var each : wanted.entrySet()) {
      String name = each.getKey();
      Certificate present = store.find(name);
      OrderRecord record = records.of(name);
      if (present == null) {
        tellMissing(each.getValue(), name, record, now);
        continue;
      }
      if (record.wasTold(present.notAfter())) {
        continue;
      }
      Instant renewal = known(name, present).at();
      boolean failing = record.failures() > 0 || serverFailures > 0;
      if (failing && !ExpiryWatch.tellAt(renewal, present.notAfter()).isAfter(now)) {
        events.expires(each.getValue(), name, present.notAfter(), String.valueOf(reason(name)));
        records.update(name, record.told(present.notAfter()));
      }
    }
  }

  /** Of a name that has never had one there is no end to come near. */
  private void tellMissing(String app, String name, OrderRecord record, Instant now) {
    OrderRecord failing = record.failures() > 0 ? record : records.of(SERVER);
    if (!record.wasToldMissing() && ExpiryWatch.tellsMissing(failing, backoff, now)) {
      events.missing(app, name, String.valueOf(reason(name)));
      records.update(name, record.toldMissing());
    }
  }

  /** Why no certificate comes for this name at the moment; null: nothing is known against it. */
  @Nullable String reason(String name) {
    OrderRecord record = records.of(name);
    String own = record.failures() > 0 ? record.reason() : null;
    OrderRecord server = records.of(SERVER);
    return own != null ? own : server.failures() > 0 ? server.reason() : null;
  }

  private void forgetOthers(Set<String> wanted) {
    var others = new HashSet<>(records.names());
    others.removeAll(wanted);
    others.remove(SERVER);
    records.forget(others, clock.instant().minus(FORGET));
  }

  private static String message(AuthorityException e) {
    return String.valueOf(e.getMessage());
  }
}
