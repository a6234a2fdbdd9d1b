package dev.aviary.flag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilterIT extends Running {
  private static final Pattern KEY = Pattern.compile("\"key\":\"([^\"]+)\"");

  @BeforeEach
  void fill() {
    service.put("/flags/shop.cart", sidecar("ENABLED", "\"owner\":\"sam\",\"tags\":[\"a\",\"b\"]"));
    service.put("/flags/shop.pay", sidecar("DISABLED", "\"owner\":\"kim\",\"tags\":[\"b\"]"));
    service.put(
        "/flags/blog",
        sidecar(
            "ENABLED",
            "\"description\":\"the Cart of words\",\"expires\":\"2026-01-01T00:00:00Z\""));
  }

  @ParameterizedTest
  @CsvSource({
    "'', blog shop.cart shop.pay",
    "?tag=b, shop.cart shop.pay",
    "?tag=b&owner=sam, shop.cart",
    "?owner=kim, shop.pay",
    "?prefix=shop., shop.cart shop.pay",
    "?query=cart, blog shop.cart",
    "?state=disabled, shop.pay",
    "?stale=true, blog",
    "?stale=false, shop.cart shop.pay",
    "?tag=none, ''"
  })
  void flagsAreListedOfWhichAllThatIsAskedForHolds(String query, String keys) {
    String list = service.get("/flags" + query).body();
    String found =
        KEY.matcher(list).results().map(each -> each.group(1)).collect(Collectors.joining(" "));
    assertEquals(keys, found, list);
  }

  @Test
  void theListTellsOwnersTagsAndWhyAFlagShouldBeGone() {
    String list = service.get("/flags").body();
    assertTrue(
        list.contains("\"state\":\"ENABLED\",\"owner\":\"sam\",\"tags\":[\"a\",\"b\"]"), list);
    assertTrue(
        list.contains("\"staleBecause\":[\"it was to be removed by 2026-01-01T00:00:00Z\"]"), list);
  }

  @Test
  void aStateThatThereIsNotIsRefused() {
    assertEquals(400, service.get("/flags?state=perhaps").statusCode());
  }

  private static String sidecar(String state, String extras) {
    return "{" + BOOLEAN.replace("ENABLED", state) + ",\"aviary\":{" + extras + "}}";
  }
}
