package dev.aviary.contract.redis;

/**
 * The names of all keys. Control keys begin with {@code {aviary}:}: one hash slot on Redis Cluster,
 * and a prefix that no flag can have. The aggregate comes first, so that one ACL pattern grants one
 * aggregate. Who writes what stands in {@code docs/redis-contract.md}.
 */
public final class Keys {
  private static final String PREFIX = "{aviary}:";

  /** Epoch and number of the last control write; also the channel on which it is told. */
  public static final String REVISION = PREFIX + "revision";

  public static final String SPECS = PREFIX + "specs";

  /** When which app was last removed, and whether it was registered again since. */
  public static final String REMOVED = PREFIX + "removed";

  /** Which builder leads. */
  public static final String LEADER = PREFIX + "lease:builder";

  public static final String LEADER_TOKEN = LEADER + ":token";

  /** A builder that would rather lead than the one that does. */
  public static final String LEADER_PREFERRED = LEADER + ":preferred";

  public static final String QUEUE = PREFIX + "queue";
  public static final String BALANCERS = PREFIX + "balancers";
  public static final String ALERTS = PREFIX + "alerts";
  public static final String OUTBOX = PREFIX + "outbox";
  public static final String EVENTS = PREFIX + "events";
  public static final String FLAGS = PREFIX + "flags";

  /** Which monitor judges. */
  public static final String JUDGE = PREFIX + "lease:judge";

  public static final String JUDGE_TOKEN = JUDGE + ":token";

  /** What the monitors of a swarm tell one another, by node. */
  public static final String NODES = PREFIX + "nodes";

  /** The nodes that give no sign of life, with since when. */
  public static final String NODES_GONE = PREFIX + "nodes:gone";

  /** What is known of the orders for certificates, by host name. */
  public static final String ORDERS = PREFIX + "orders";

  /** Sealed certificates, by host; an empty one was removed. */
  public static final String CERTIFICATES = PREFIX + "certificates";

  /** By what tokens people sign in to the console, by name. */
  public static final String CONSOLE_TOKENS = PREFIX + "console-tokens";

  /** The browsers that are signed in to the consoles of a swarm, by the hash of their cookie. */
  public static final String CONSOLE_SESSIONS = PREFIX + "console-sessions";

  /** The host's address on the app network. */
  public static final String GATEWAY = PREFIX + "gateway";

  /** What all flags share: evaluators that rules refer to, and metadata. */
  public static final String FLAGS_SHARED = PREFIX + "flags:shared";

  /** When each flag was last evaluated, and since when with the same result. */
  public static final String FLAGS_USAGE = PREFIX + "flags:usage";

  /** The secret of the addresses at which clients of flags listen. */
  public static final String FLAGS_LISTENERS = PREFIX + "flags:listeners";

  private Keys() {}

  public static String spec(String app) {
    return PREFIX + "spec:" + app;
  }

  public static String slots(String app) {
    return PREFIX + "slots:" + app;
  }

  public static String rollout(String app) {
    return PREFIX + "rollout:" + app;
  }

  public static String split(String app) {
    return PREFIX + "split:" + app;
  }

  /** How far the app's canary has come through its steps. */
  public static String progress(String app) {
    return PREFIX + "progress:" + app;
  }

  /** Maintenance or pause. */
  public static String maintenance(String app) {
    return PREFIX + "maintenance:" + app;
  }

  public static String withdrawn(String app) {
    return PREFIX + "withdrawn:" + app;
  }

  public static String deployment(String id) {
    return PREFIX + "deployment:" + id;
  }

  public static String deploymentLog(String id) {
    return PREFIX + "deployment:" + id + ":log";
  }

  /** Which recipients have, or perhaps have, a copy of a mail that is still due. */
  public static String mail(String id) {
    return PREFIX + "mail:" + id;
  }

  /** Index of an app's deployments by time of creation. */
  public static String deployments(String app) {
    return PREFIX + "deployments:" + app;
  }

  /** Which deployment last stood for a track and commit of an app. */
  public static String deploymentOf(String app) {
    return PREFIX + "deployments:" + app + ":of";
  }

  public static String builds(String app) {
    return PREFIX + "builds:" + app;
  }

  /** Sealed values: the app's secrets, those of its releases, and its registry's login. */
  public static String secrets(String app) {
    return PREFIX + "secrets:" + app;
  }

  /** By the service that was asked and the SHA-256 of the request's {@code Idempotency-Key}. */
  public static String idempotency(String service, String hash) {
    return PREFIX + "idempotency:" + service + ":" + hash;
  }

  /** By the hash of the container's token. */
  public static String caller(String hash) {
    return PREFIX + "caller:" + hash;
  }

  public static String balancer(String id) {
    return PREFIX + "balancer:" + id;
  }

  public static String traffic(String app) {
    return PREFIX + "traffic:" + app;
  }

  /** The last judgement of a canary deployment. */
  public static String judgement(String deployment) {
    return PREFIX + "judgement:" + deployment;
  }

  /** What the visitors of a canary deployment, and of stable meanwhile, were answered. */
  public static String evidence(String deployment) {
    return PREFIX + "evidence:" + deployment;
  }

  /** How the visitors of an app's stable track fared before. */
  public static String past(String app) {
    return PREFIX + "past:" + app;
  }

  /** What an app was like in each of the last minutes. */
  public static String minutes(String app) {
    return PREFIX + "minutes:" + app;
  }

  public static String samples(String container) {
    return PREFIX + "samples:" + container;
  }

  public static String alert(String id) {
    return PREFIX + "alert:" + id;
  }

  /** That a one-time link was used: by the SHA-256 of what it is bound to. */
  public static String link(String hash) {
    return PREFIX + "link:" + hash;
  }

  public static String flag(String key) {
    return PREFIX + "flag:" + key;
  }

  /** What a flag became with each change, newest last. */
  public static String flagHistory(String key) {
    return PREFIX + "flag:" + key + ":history";
  }
}
