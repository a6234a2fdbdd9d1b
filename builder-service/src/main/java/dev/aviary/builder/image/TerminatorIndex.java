package dev.aviary.builder.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each line of a Dockerfile occurs, so that the end of a heredoc is found at once. */
final class TerminatorIndex {
  private final Map<String, List<Integer>> exact = new HashMap<>();
  private final Map<String, List<Integer>> withoutTabs = new HashMap<>();

  TerminatorIndex(List<String> lines) {
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      exact.computeIfAbsent(line, _ -> new ArrayList<>()).add(at);
      withoutTabs.computeIfAbsent(Heredoc.withoutTabs(line), _ -> new ArrayList<>()).add(at);
    }
  }

  /** The first line from {@code from} on that ends the heredoc, counted from 0; -1: none does. */
  int end(Heredoc heredoc, int from) {
    List<Integer> places =
        (heredoc.tabs() ? withoutTabs : exact).getOrDefault(heredoc.name(), List.of());
    int found = Collections.binarySearch(places, from);
    int index = found >= 0 ? found : -found - 1;
    return index < places.size() ? places.get(index) : -1;
  }
}
