package dev.aviary.contract.app;

import java.util.Map;

/** The labels that Aviary's containers, images, networks and services carry. */
public final class Labels {
  private static final String PREFIX = "dev.aviary.";

  public static final String INSTANCE = PREFIX + "instance";
  public static final String ROLE = PREFIX + "role";
  public static final String APP = PREFIX + "app";
  public static final String SLOT = PREFIX + "slot";
  public static final String TRACK = PREFIX + "track";
  public static final String RELEASE = PREFIX + "release";
  public static final String COMMIT = PREFIX + "commit";
  public static final String BRANCH = PREFIX + "branch";
  public static final String DEPLOYMENT = PREFIX + "deployment";

  /** JSON of what the source of an image runs beside the program that answers; may be missing. */
  public static final String PROCESSES = PREFIX + "processes";

  /** JSON of the stable placement to roll back to; may be missing. */
  public static final String PREVIOUS = PREFIX + "previous";

  /** JSON of the app's settings without credentials, as every user of Docker can see it. */
  public static final String SPEC = PREFIX + "spec";

  /** The hash of the token that the container asks for flags with. */
  public static final String CALLER = PREFIX + "caller";

  /** Names of the secrets that the container was given, with commas; may be missing. */
  public static final String SECRET_NAMES = PREFIX + "secret-names";

  /** The name of a container beside the slots among those of its release. */
  public static final String PROCESS = PREFIX + "process";

  /** The id of the image that the service of a slot is made of; of services alone. */
  public static final String IMAGE = PREFIX + "image";

  /**
   * The service of a slot is to be replaced by another one of the same release; of services alone.
   */
  public static final String OUTGOING = PREFIX + "outgoing";

  /** The name of the service that a secret of a swarm belongs to. */
  public static final String SERVICE = PREFIX + "service";

  public static final String ROLE_APP = "app";

  /** A process of a release that gets no traffic. */
  public static final String ROLE_PROCESS = "process";

  /** The command that is run before a release goes to its slots. */
  public static final String ROLE_RELEASE = "release-command";

  /** What outlives the containers of an app. */
  public static final String ROLE_VOLUME = "volume";

  public static final String ROLE_IMAGE = "image";

  /** The Redis that deployed apps reach, a replica of the services'. */
  public static final String ROLE_APP_REDIS = "app-redis";

  private Labels() {}

  /** What every object of an instance carries. */
  public static Map<String, String> of(Instance instance) {
    return Map.of(INSTANCE, instance.name());
  }

  /** What those carry that have this role. */
  public static Map<String, String> role(Instance instance, String role) {
    return Map.of(INSTANCE, instance.name(), ROLE, role);
  }
}
