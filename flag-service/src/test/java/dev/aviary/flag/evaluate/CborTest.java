package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.aviary.flag.definition.Documents;
import dev.aviary.flag.json.Json;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CborTest {
  /** Of RFC 8949, appendix A, as far as JSON has them and they are normalized as flagd wants. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "0 | 00",
        "1 | 01",
        "10 | 0a",
        "23 | 17",
        "24 | 1818",
        "25 | 1819",
        "100 | 1864",
        "1000 | 1903e8",
        "1000000 | 1a000f4240",
        "1000000000000 | 1b000000e8d4a51000",
        "-1 | 20",
        "-10 | 29",
        "-100 | 3863",
        "-1000 | 3903e7",
        "1.1 | fb3ff199999999999a",
        "1.5 | f93e00",
        "5.960464477539063e-8 | f90001",
        "0.00006103515625 | f90400",
        "3.4028234663852886e+38 | fa7f7fffff",
        "1.0e+300 | fb7e37e43c8800759c",
        "-4.1 | fbc010666666666666",
        "false | f4",
        "true | f5",
        "null | f6",
        "'' | 60",
        "'a' | 6161",
        "'IETF' | 6449455446",
        "'\u00fc' | 62c3bc",
        "'\u6c34' | 63e6b0b4",
        "'\ud800\udd51' | 64f0908591",
        "[] | 80",
        "[1,2,3] | 83010203",
        "[1,[2,3],[4,5]] | 8301820203820405",
        "{} | a0",
        "{'a':1,'b':[2,3]} | a26161016162820203",
        "{'b':1,'aa':2} | a261620162616102",
        "-0 | 00",
        "1.0 | 01",
        "65504.0 | 19ffe0",
        "-9223372036854775808 | 3b7fffffffffffffff",
        "9223372036854775808 | 1b8000000000000000",
        "18446744073709549568 | 1bfffffffffffff800",
        "18446744073709551616 | fa5f800000",
        "-9223372036854777856 | fbc3e0000000000001",
        "'\ud800' | 63efbfbd"
      })
  void aValueHasOneEncoding(String json, String hex) {
    assertEquals(hex, HexFormat.of().formatHex(Cbor.of(Documents.json(json))));
  }

  @Test
  void jacksonReadsWhatWasWritten() throws IOException {
    var random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertEquals(number, read(Json.NumberNode.of(number)));
      }
      double integer = Math.rint(random.nextGaussian() * Math.pow(2, random.nextInt(62)));
      assertEquals(integer + 0.0, read(Json.NumberNode.of(integer)));
    }
  }

  private static double read(Json json) throws IOException {
    try (JsonParser parser = new CBORFactory().createParser(Cbor.of(json))) {
      JsonToken token = parser.nextToken();
      assertEquals(true, token.isNumeric());
      return parser.getDoubleValue();
    }
  }
}
