package dev.aviary.system.demo;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.stack.Answer;
import dev.aviary.system.stack.App;
import java.util.UUID;

/** Pushes the demo's canaries and brings them to their slot. */
record DemoCanaries(App app, SteadyLoad load) {

  /**
   * @return the commit, which the load may meet from now on
   */
  String push(String file, String content, String message) {
    String marked = content.stripTrailing() + "\n# " + UUID.randomUUID() + "\n";
    String commit = app.repository().push("canary", file, marked, message);
    load.allow(Place.canary(commit));
    return commit;
  }

  /**
   * @return the deployment
   */
  String deploy(String commit) {
    Answer admitted = app.build("canary");
    String id = app.await(admitted, "live");
    if (!app.commitIn("canary").equals(commit)) {
      throw new AssertionError("the canary slot does not run " + commit);
    }
    return id;
  }
}
