package dev.aviary.system.stack;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.source.Repository;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A deployed app of the instance: its repository, its host name, its slots. */
public record App(Stack stack, String name, int index, Repository repository) {
  /** A container that never answers is given up after this many seconds. */
  private static final int HEALTH_DEADLINE = 10;

  static App register(Stack stack, String name, Repository repository) {
    return register(stack, name, repository, "\"slug\": \"birds/%s\"".formatted(name));
  }

  /** An app of its own from the repository of another one. */
  public static App sharing(App other, String name) {
    Stack stack = other.stack();
    String spec =
        "{\"repository\": \"file:///srv/git/%s.git\", \"hosts\": [\"%s.test\"]}"
            .formatted(other.name(), name);
    Answer registered = stack.builderAdmin().put("/apps/" + name, spec).expectSuccess();
    return new App(stack, name, registered.number("index"), other.repository());
  }

  /**
   * @param more settings of the app, as members of a JSON object
   */
  static App register(Stack stack, String name, Repository repository, String more) {
    Answer registered = put(stack, name, more);
    return new App(stack, name, registered.number("index"), repository);
  }

  private static Answer put(Stack stack, String name, String more) {
    String spec =
        """
        {"repository": "file:///srv/git/%s.git", "hosts": ["%s.test"],
         "healthDeadlineSeconds": %d, %s}\
        """
            .formatted(name, name, HEALTH_DEADLINE, more);
    return stack.builderAdmin().put("/apps/" + name, spec).expectSuccess();
  }

  /**
   * Gives it other settings, which no container has yet.
   *
   * @param more members of a JSON object
   */
  public void change(String more) {
    put(stack, name, more);
  }

  /** Takes the settings live with what runs on the stable slots. */
  public Answer redeploy() {
    return verb("POST", "redeploy", "{}");
  }

  /** Puts another container of the same release into a slot. */
  public Answer restart(String slot) {
    return verb("POST", "slots/" + slot + "/restart", "{}");
  }

  /** The settings that are not as those of what runs. */
  public List<String> pending() {
    JsonNode pending = stack.builderAdmin().get("/apps/" + name).expect(200).json().get("pending");
    return pending == null
        ? List.of()
        : StreamSupport.stream(pending.values().spliterator(), false)
            .map(JsonNode::getStringValue)
            .toList();
  }

  /** An app that is registered already. */
  public static App of(Stack stack, String name) {
    Answer known = stack.builderAdmin().get("/apps/" + name).expect(200);
    return new App(
        stack,
        name,
        known.number("spec", "index"),
        new Repository(stack.repositories().resolve(name + ".git")));
  }

  public String slug() {
    return "birds/" + name;
  }

  public String host() {
    return name + ".test";
  }

  /**
   * Begins a steady load on the app's public address.
   *
   * @param allowed from where it may be answered
   */
  public SteadyLoad load(int perSecond, Place... allowed) {
    return new SteadyLoad(stack.ports().open(), host(), perSecond, List.of(allowed));
  }

  /** Asks for a deployment of a branch, as an operator does. */
  public Answer deploy(String branch) {
    return stack
        .builderAdmin()
        .post("/deployments", "{\"app\": \"%s\", \"branch\": \"%s\"}".formatted(name, branch));
  }

  /** Asks for it again although the commit was withdrawn. */
  public Answer force(String branch, String reason) {
    return stack
        .builderAdmin()
        .post(
            "/deployments",
            "{\"app\": \"%s\", \"branch\": \"%s\", \"force\": true, \"reason\": \"%s\"}"
                .formatted(name, branch, reason));
  }

  /** Calls {@code /build} as the app's {@code .travis.yml} does. */
  public Answer build(String branch) {
    String token = verb("GET", "build-token", "").text("token");
    return stack
        .builder()
        .send(
            stack
                .builder()
                .open("/build?branch=" + branch + "&app=" + name)
                .header("X-Aviary-Token", token)
                .GET()
                .build());
  }

  public Answer promote() {
    return verb("POST", "promote", "{}");
  }

  public Answer rollBack() {
    return verb("POST", "rollback", "{}");
  }

  public Answer withdraw(String reason) {
    return verb("POST", "withdraw", "{\"reason\": \"%s\"}".formatted(reason));
  }

  public Answer split(int canaryPercent) {
    return stack
        .balancer()
        .put("/apps/" + name + "/split", "{\"canaryPercent\": %d}".formatted(canaryPercent));
  }

  /**
   * Changes settings of the app; the others stay.
   *
   * @param changes a JSON object
   */
  public void set(String changes) {
    var members = new LinkedHashMap<String, JsonNode>();
    Answer known = stack.builderAdmin().get("/apps/" + name).expect(200);
    add(members, Objects.requireNonNull(known.json().get("spec")));
    add(members, Answer.read(changes));
    try {
      String all =
          new String(
              ObjectMapper.getDefault().writeValueAsBytes(JsonNode.createObjectNode(members)),
              StandardCharsets.UTF_8);
      stack.builderAdmin().put("/apps/" + name, all).expectSuccess();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Map<String, JsonNode> members, JsonNode object) {
    object.entries().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
  }

  /** The canary's share as Redis has it. */
  public int share() {
    return stack.balancer().get("/apps/" + name + "/split").expect(200).number("canaryPercent");
  }

  /** Begins to remove the app. */
  public Answer remove() {
    Http admin = stack.builderAdmin();
    return admin.send(admin.request("/apps/" + name).DELETE().build());
  }

  private Answer verb(String method, String verb, String json) {
    Http admin = stack.builderAdmin();
    return admin.send(
        admin
            .request("/apps/" + name + "/" + verb)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  /** The status of a deployment: queued, building, starting, live, ... */
  public String status(String deployment) {
    return stack.builderAdmin().get("/deployments/" + deployment).text("status", "state");
  }

  /** Waits until a deployment has a status. */
  public String await(Answer admitted, String status) {
    String id = admitted.expectSuccess().text("id");
    Await.until(
        "deployment " + id + " is " + status,
        Stack.PATIENCE,
        () -> status(id).equals(status),
        () -> stack.builderAdmin().get("/deployments/" + id).body() + log(id));
    return id;
  }

  public String log(String deployment) {
    Http admin = stack.builderAdmin();
    return admin
        .send(
            admin
                .request("/deployments/" + deployment + "/log")
                .header("Accept", "text/plain")
                .GET()
                .build())
        .body();
  }

  /** The deployment that was asked for last. */
  public String newestDeployment() {
    JsonNode first = stack.builderAdmin().get("/deployments?app=" + name).expect(200).json().get(0);
    JsonNode id = first == null ? null : first.get("id");
    return id == null ? "" : id.getStringValue();
  }

  /** From where the app is answered now. */
  public List<Place> places() {
    return Stream.of("stable-1", "stable-2", "canary")
        .filter(slot -> !commitIn(slot).isEmpty())
        .map(slot -> new Place(slot.equals("canary") ? slot : "stable", commitIn(slot)))
        .distinct()
        .toList();
  }

  /** How many deployments the app has had. */
  public int deployments() {
    JsonNode all = stack.builderAdmin().get("/deployments?app=" + name).json();
    return (int) StreamSupport.stream(all.values().spliterator(), false).count();
  }

  /** What a slot's own port answers to a path. */
  public Answer slot(String slot, String path) {
    int place = List.of("stable-1", "stable-2", "canary").indexOf(slot);
    Http port = new Http(stack.builder().client(), stack.ports().slots(index) + place, "");
    return port.send(port.open(path).header("Accept", "application/json").GET().build());
  }

  /** The commit that a slot's port answers with, whatever it answers; empty when nothing does. */
  public String commitIn(String slot) {
    return slot(slot, "/").headers().firstValue("X-App-Commit").orElse("");
  }

  /** Waits until every stable slot runs a commit. */
  public void awaitStable(String commit) {
    for (String slot : List.of("stable-1", "stable-2")) {
      Await.until(
          slot + " of " + name + " runs " + commit,
          Stack.PATIENCE,
          () -> commitIn(slot).equals(commit),
          () -> slot(slot, "/"));
    }
  }

  /** Waits until the canary's slot is empty and its container is gone. */
  public void awaitNoCanary() {
    Await.until(
        "the canary of " + name + " is gone",
        Stack.PATIENCE,
        () ->
            slot("canary", "/").status() == 503
                && stack.host().containers(name, "canary").isEmpty());
  }
}
