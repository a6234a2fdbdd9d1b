package dev.aviary.contract.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.app.VisitorOptions;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a body is told with its place, and all at once. */
final class StrictBodyTest {
  private final JsonMapper mapper = JsonMapper.createDefault();
  private final StrictBody bodies = new StrictBody(mapper);

  /** As the settings of an app are given. */
  @Serdeable
  record Settings(
      @Nullable String repository,
      @Nullable List<String> hosts,
      @Nullable Boolean force,
      @Nullable Long build,
      @JsonUnwrapped @Nullable BuildOptions made,
      @JsonUnwrapped @Nullable RunOptions run,
      @JsonUnwrapped @Nullable VisitorOptions visitors) {}

  /** Two members that have to do with each other. */
  @Serdeable
  record Pair(@Nullable String one, @Nullable String other) {
    Pair {
      if (one != null && other != null) {
        throw new BadValueException("one and other exclude each other");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{`dockerfil`: `x`} | /dockerfil: there is no such member; the nearest are dockerfile,",
        "{`environment`: {}} | /environment: there is no such member; the nearest are env",
        "{`healthpath`: `/`} | /healthpath: there is no such member; the nearest are healthPath",
        "{`limits`: {`memory`: 1}} | /limits/memory: there is no such member; the nearest are memoryMegabytes",
        "{`a/b~c`: 1} | /a~1b~0c: there is no such member",
        "{`env`: {`A`: null}} | /env/A: give a string, not null",
        "{`env`: {`A`: 1}} | /env/A: give a string, not this number",
        "{`env`: [1]} | /env: give an object, not a list",
        "{`hosts`: [`a`, null]} | /hosts/1: give a string, not null",
        "{`hosts`: `a`} | /hosts: give a list, not a string",
        "{`port`: `many`} | /port: give a whole number below 2^31, not a string",
        "{`port`: 8080.5} | /port: give a whole number below 2^31, not this number",
        "{`port`: 99999999999} | /port: give a whole number below 2^31, not this number",
        "{`build`: 99999999999999999999} | /build: give a whole number below 2^63, not this number",
        "{`limits`: {`cpus`: `all`}} | /limits/cpus: give a number, not a string",
        "{`limits`: 3} | /limits: give an object, not this number",
        "{`force`: `yes`} | /force: give true or false, not a string",
        "{`release`: {}} | /release: give a string, not an object",
        "{`releaseCommand`: `x`} | /releaseCommand: there is no such member; the nearest are release",
        "{`access`: {`canary`: {`adresses`: []}}} | /access/canary/adresses: there is no such member; the nearest are addresses",
        "{`access`: {`all`: {`addresses`: [`10.1`]}}} | /access: access: '10.1' is neither an address nor a range",
        "{`access`: {`all`: {`users`: {`ann`: 1}}}} | /access/all/users/ann: give a string, not this number",
        "{`access`: {`canaryShare`: `all`}} | /access: access.canaryShare is all",
        "{`port`: 0} | /port: port is 0; give a number from 1 to 65535",
        "{`limits`: {`cpus`: 0.1}} | /limits: limits.cpus is 0.1",
        "{`env`: {``: `x`}} | /env: env: '' is not the name of a variable",
        "{`baseImage`: `A B`} | /baseImage: baseImage 'A B' is not the name of an image",
        "[] | give an object, not a list",
        "3 | give an object, not this number"
      })
  void aFaultIsToldWithItsPlaceAndWhatToGive(String body, String told) throws IOException {
    var wrong = assertThrows(BodyFaultsException.class, () -> read(body, Settings.class));
    assertEquals(1, wrong.faults().size(), wrong.faults().toString());
    String said = wrong.faults().getFirst().toString();
    assertTrue(said.startsWith(told), said);
  }

  @Test
  void allFaultsAreToldAtOnceEachWithItsPlace() {
    var shapes = "{`dockerfil`: `x`, `port`: `many`, `env`: {`A`: null, `B`: 2}}";
    var wrong = assertThrows(BodyFaultsException.class, () -> read(shapes, Settings.class));
    assertEquals(
        List.of("/dockerfil", "/env/A", "/env/B", "/port"),
        wrong.faults().stream().map(BodyFault::pointer).sorted().toList());
    assertTrue(String.valueOf(wrong.getMessage()).endsWith("; and 3 more, see errors"));

    var values = "{`port`: 0, `healthPath`: `up`, `repository`: `x`, `stopSeconds`: 0}";
    var refused = assertThrows(BodyFaultsException.class, () -> read(values, Settings.class));
    assertEquals(
        List.of("/healthPath", "/port", "/stopSeconds"),
        refused.faults().stream().map(BodyFault::pointer).sorted().toList());
  }

  @Test
  void aMemberThatIsNullHasItsDefaultAndAGoodBodyIsReadAsItIs() throws IOException {
    Settings read =
        read("{`port`: 80, `env`: null, `limits`: {`cpus`: 2}, `hosts`: [`a`]}", Settings.class);
    RunOptions run = Objects.requireNonNull(read.run());
    assertEquals(80, run.port());
    assertEquals(Map.of(), run.env());
    assertEquals(2.0, run.limits().cpus());
    assertEquals(List.of("a"), read.hosts());
  }

  @Test
  void whatTwoMembersHaveToDoWithEachOtherIsRefusedInTheRecordsWords() {
    var refused =
        assertThrows(BadValueException.class, () -> read("{`one`:`a`,`other`:`b`}", Pair.class));
    assertEquals("one and other exclude each other", refused.getMessage());
  }

  /** A value may be a secret. */
  @Test
  void noValueIsToldAgain() {
    var wrong =
        assertThrows(
            BodyFaultsException.class,
            () ->
                read(
                    "{`env`: [`s3cret`], `s3cret-member`: {`s`: `s3cret-value`}}", Settings.class));
    assertTrue(!wrong.faults().toString().contains("s3cret-value"), wrong.faults().toString());
  }

  /** Everything that a record writes is known when it is read. */
  @Test
  void theNamesOfMembersAreThoseOnTheWire() throws IOException {
    var names = new TreeMap<String, Object>();
    var golden = Path.of("src/test/resources/golden/app-spec.json");
    Objects.requireNonNull(mapper.readValue(Files.readString(golden), JsonNode.class))
        .entries()
        .forEach(member -> names.put(member.getKey(), ""));
    var known = BodyShape.members(AppSpec.class).keySet();
    assertTrue(known.containsAll(names.keySet()), () -> names.keySet() + " beside " + known);
  }

  private <T extends Record> T read(String body, Class<T> type) throws IOException {
    JsonNode node = mapper.readValue(body.replace('`', '"'), JsonNode.class);
    return bodies.read(Objects.requireNonNull(node), type);
  }
}
