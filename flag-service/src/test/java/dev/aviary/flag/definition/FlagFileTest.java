package dev.aviary.flag.definition;

import static dev.aviary.flag.definition.Documents.faults;
import static dev.aviary.flag.definition.Documents.file;
import static dev.aviary.flag.definition.Documents.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FlagFileTest {
  private static final String FLAG = "{'state':'ENABLED','variants':{'a':1.0}}";

  @Test
  void aFileComesBackAsItWasImported() {
    String text =
        "{'$schema':'https://flagd.dev/schema/v0/flags.json','$evaluators':{'e':{'==':[1,1]}},"
            + "'metadata':{'flagSetId':'s','version':'1'},'flags':{'x':"
            + FLAG
            + ",'y':"
            + FLAG
            + "}}";
    assertEquals(json(text).toString(), file(text).json(false).toString());
  }

  @Test
  void flagsMayStandInAnArray() {
    assertEquals(
        json("{'flags':{'x':" + FLAG + "}}"),
        file("{'flags':[{'key':'x','state':'ENABLED','variants':{'a':1.0}}]}").json(false));
  }

  @Test
  void anExportHasTheExtrasOnlyWhenTheyAreWanted() {
    FlagFile file =
        file("{'flags':{'x':{'state':'ENABLED','variants':{'a':1},'aviary':{'owner':'sam'}}}}");
    assertEquals(json("{'flags':{'x':{'state':'ENABLED','variants':{'a':1}}}}"), file.json(false));
    assertEquals(
        json("{'flags':{'x':{'state':'ENABLED','variants':{'a':1},'aviary':{'owner':'sam'}}}}"),
        file.json(true));
  }

  @Test
  void allFaultsOfAllFlagsAreTold() {
    assertEquals(
        List.of(
            "/$evaluators/e: is not an object",
            "/flags/a b: a flag's key has 1 to 128 of A-Z, a-z, 0-9, '.', '_' and '-', and begins"
                + " with a letter or digit",
            "/flags/x/variants: is missing: name at least one value",
            "/metadata/m: is neither a string, a number nor a boolean"),
        faults(
            FlagFile.read(
                json(
                    "{'$evaluators':{'e':1},'metadata':{'m':{}},'flags':{'a b':"
                        + FLAG
                        + ",'x':{'state':'ENABLED'}}}"))));
  }

  @Test
  void aFileWithoutFlagsIsRefused() {
    assertEquals(List.of("/flags: is missing"), faults(FlagFile.read(json("{}"))));
    assertEquals(
        List.of("/flags/1: 'x' is there twice", "/flags/2: is not an object with a key"),
        faults(
            FlagFile.read(
                json(
                    "{'flags':[{'key':'x','state':'ENABLED','variants':{'a':1}},"
                        + "{'key':'x','state':'ENABLED','variants':{'a':1}},5]}"))));
  }
}
