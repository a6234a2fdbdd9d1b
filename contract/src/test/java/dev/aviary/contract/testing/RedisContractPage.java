package dev.aviary.contract.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of docs/redis-contract.md. */
public final class RedisContractPage {
  private static final Path PAGE = Path.of("../docs/redis-contract.md");
  private static final List<String> NO_ROW = List.of("", "", "", "");

  private RedisContractPage() {}

  /** Key to the cells after it: type, writer, readers, expiry or cap. */
  public static Map<String, List<String>> rows() throws IOException {
    var rows = new TreeMap<String, List<String>>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| `")) {
        List<String> cells =
            List.of(line.split("(?<=\\|)")).stream().map(RedisContractPage::cell).toList();
        String key = cells.get(1).replace("`", "");
        assertFalse(rows.containsKey(key), "listed twice: " + key);
        rows.put(key, cells.subList(2, cells.size()));
      }
    }
    return rows;
  }

  /**
   * Fails unless the page says of each key what the code does.
   *
   * @param limits key to the words with which its last cell begins
   */
  public static void assertLimits(Map<String, String> limits) throws IOException {
    Map<String, List<String>> rows = rows();
    limits.forEach((key, limit) -> {
      String onPage = rows.getOrDefault(key, NO_ROW).get(3);
      assertTrue(onPage.startsWith(limit), key + ": " + onPage + " is not " + limit);
    });
  }

  /** How the page says the cap of a stream that Redis trims in whole nodes. */
  public static String entries(int most) {
    return "about %,d entries".formatted(most);
  }

  private static String cell(String text) {
    return text.replaceFirst("\\|$", "").strip();
  }
}
