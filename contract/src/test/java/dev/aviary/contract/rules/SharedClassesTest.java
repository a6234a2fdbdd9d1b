package dev.aviary.contract.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.rules.Sources.Source;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** contract holds what two services share; what one service alone uses lies with that service. */
final class SharedClassesTest {
  private static final String CONTRACT = "contract";
  private static final String SERVICE = "-service";

  /** Stands for the services of a class that nobody names, because the framework finds it. */
  private static final String EVERY_SERVICE = "*";

  @Test
  void everyClassOfContractIsUsedByTwoServices() throws IOException {
    Map<Source, Set<String>> users = users(Sources.all());
    Set<String> alone =
        users.entrySet().stream()
            .filter(each -> each.getValue().size() == 1 && !each.getValue().contains(EVERY_SERVICE))
            .map(each -> each.getKey().fullName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), alone);
  }

  /** The services that use a class of contract, themselves or by another class of contract. */
  private static Map<Source, Set<String>> users(List<Source> all) {
    List<Source> shared = all.stream().filter(each -> each.module().equals(CONTRACT)).toList();
    Map<Source, List<Source>> within = new HashMap<>();
    Map<Source, Set<String>> users = new HashMap<>();
    for (Source each : shared) {
      within.put(each, shared.stream().filter(user -> user.uses(each)).toList());
      users.put(each, services(all, each));
      if (within.get(each).isEmpty() && users.get(each).isEmpty()) {
        users.get(each).add(EVERY_SERVICE);
      }
    }
    boolean more = true;
    while (more) {
      more = false;
      for (Source each : shared) {
        for (Source user : within.get(each)) {
          more |= users.get(each).addAll(users.get(user));
        }
      }
    }
    return users;
  }

  private static Set<String> services(List<Source> all, Source shared) {
    return all.stream()
        .filter(each -> each.module().endsWith(SERVICE) && each.uses(shared))
        .map(Source::module)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
