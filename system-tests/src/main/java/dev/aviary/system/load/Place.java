package dev.aviary.system.load;

/** Where an answer may come from: a track, running a commit. */
public record Place(String track, String commit) {
  public static Place stable(String commit) {
    return new Place("stable", commit);
  }

  public static Place canary(String commit) {
    return new Place("canary", commit);
  }
}
