package dev.aviary.balancer.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a backend must be given for a request, computed without the balancer's code. */
final class Expected {
  /** About the client's connection, or the balancer's own to say. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "host",
          "content-length",
          "expect",
          "via",
          "max-forwards",
          "x-request-id",
          "proxy",
          "forwarded",
          "x-real-ip");

  private Expected() {}

  /** Who answers a request that is as it should be. */
  enum Answerer {
    BACKEND,
    BALANCER,
    NOBODY
  }

  static Answerer answerer(Reading.Request request) {
    boolean countable = request.method().equals("TRACE") || request.method().equals("OPTIONS");
    List<String> counts = request.values("max-forwards");
    if (request.method().equals("CONNECT") || target(request).isEmpty()) {
      return Answerer.NOBODY;
    }
    if (request.values("transfer-encoding").isEmpty()
        && request.values("content-length").isEmpty()
        && !request.values("sec-websocket-key1").isEmpty()
        && !request.values("sec-websocket-key2").isEmpty()) {
      return Answerer.NOBODY;
    }
    if (!countable || counts.isEmpty()) {
      return Answerer.BACKEND;
    }
    if (counts.size() > 1 || !counts.getFirst().matches("[0-9]{1,9}")) {
      return Answerer.NOBODY;
    }
    return Integer.parseInt(counts.getFirst()) == 0 ? Answerer.BALANCER : Answerer.BACKEND;
  }

  /** What differs between a request and what the backend was given for it; empty when nothing. */
  static String difference(Reading.Request sent, Reading.Request given) {
    if (!sent.method().equals(given.method()) || !target(sent).equals(given.target())) {
      return sent.method()
          + ' '
          + sent.target()
          + " became "
          + given.method()
          + ' '
          + given.target();
    }
    if (!sent.body().equals(given.body())) {
      return "a body of " + sent.body().length() + " bytes became one of " + given.body().length();
    }
    String host = host(sent);
    if (!host.isEmpty() && !given.values("host").equals(List.of(host))) {
      return "host " + host + " became " + given.values("host");
    }
    var before = passedOn(sent, listed(sent));
    var after = passedOn(given, listed(sent));
    return before.equals(after) ? "" : before + " became " + after;
  }

  /** Origin-form; empty where the target is none at all. */
  private static String target(Reading.Request request) {
    String target = request.target();
    if (target.contains("#")) {
      return "";
    }
    if (target.startsWith("/")) {
      return target;
    }
    boolean options = request.method().equals("OPTIONS");
    if (target.equals("*")) {
      return options ? "*" : "";
    }
    int authority = authority(target);
    int path = path(target, authority);
    if (authority < 0
        || !target
            .substring(authority, path)
            .matches("([A-Za-z0-9._~!$&'()*+,;=%-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{0,5})?")
        || HeadRules.port(target.substring(authority, path)) > 65_535) {
      return "";
    }
    String rest = target.substring(path);
    if (rest.isEmpty()) {
      return options ? "*" : "/";
    }
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  private static String host(Reading.Request request) {
    int authority = authority(request.target());
    if (!request.target().startsWith("/") && authority >= 0) {
      return request.target().substring(authority, path(request.target(), authority));
    }
    List<String> hosts = request.values("host");
    return hosts.isEmpty() ? "" : hosts.getFirst();
  }

  private static int authority(String target) {
    String lower = target.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
  }

  private static int path(String target, int from) {
    int at = Math.max(from, 0);
    while (at < target.length() && "/?".indexOf(target.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static Set<String> listed(Reading.Request request) {
    var names = new HashSet<String>();
    for (String value : request.values("connection")) {
      for (String token : value.split(",", -1)) {
        names.add(token.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /** Where lines were folded there may be any number of spaces (RFC 9112, 5.2). */
  private static String evened(String value) {
    return value.replaceAll("[ \t]+", " ");
  }

  private static Map<String, List<String>> passedOn(Reading.Request request, Set<String> listed) {
    var fields = new TreeMap<String, List<String>>();
    for (Field field : request.fields()) {
      String name = field.name();
      // What some servers take for another character than a letter or digit, all take for one.
      String read = name.replaceAll("[^a-z0-9]", "-");
      if (!NOT_PASSED_ON.contains(read)
          && !read.startsWith("x-forwarded")
          && name.indexOf('_') < 0
          && !listed.contains(name)) {
        fields.computeIfAbsent(name, key -> new ArrayList<>()).add(evened(field.value()));
      }
    }
    return fields;
  }
}
