package dev.aviary.builder.release;

import java.util.List;
import java.util.stream.Stream;

/**
 * Settings that are not as a release was deployed with, by their names: {@code port}, {@code
 * env.COLOUR}, {@code secrets.TOKEN}.
 *
 * @param running what a redeploy takes live with the image that is there
 * @param building what needs another image
 */
public record Pending(List<String> running, List<String> building) {
  public Pending {
    running = List.copyOf(running);
    building = List.copyOf(building);
  }

  public boolean none() {
    return running.isEmpty() && building.isEmpty();
  }

  public List<String> all() {
    return Stream.concat(running.stream(), building.stream()).toList();
  }
}
