#!/usr/bin/env bash
# Jackson's CBOR generator never writes a half-precision float, though WRITE_MINIMAL_DOUBLES is on and its parser reads them.
#
# jackson-dataformat-cbor 2.21.5, JDK 17 or later.
#
# RFC 8949, section 4.2.1, asks of a deterministic encoding for the shortest form of a float that keeps its value: 2.5 is
# f9 4100, three bytes. CBORGenerator.Feature.WRITE_MINIMAL_DOUBLES, whose name promises that, ends at single precision:
# it writes fa 40200000, five bytes. The parser of the same release reads the three bytes as 2.5. So two programs that
# hash "the CBOR" of a value disagree when one of them writes it with Jackson: version 3 of flagd's fractional, which puts
# users into buckets by a hash over deterministic CBOR, would put every user with such a key into another bucket than
# providers in Go or Python do. Whoever needs deterministic bytes has to write floats by hand (Float.floatToFloat16).
#
# Seen:
#   2.5 written: fa40200000
#   f94100 read: 2.5
#   1.1 written: fb3ff199999999999a
#
# Exits 0 when it is so, 1 when that changed, 2 when the packages could not be had.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.fasterxml.jackson.dataformat</groupId>
      <artifactId>jackson-dataformat-cbor</artifactId><version>2.21.5</version>
    </dependency>
  </dependencies>
</project>
POM
timeout 120 mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=classpath || exit 2

cat > Half.java <<'JAVA'
import com.fasterxml.jackson.dataformat.cbor.*;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

class Half {
  public static void main(String[] args) throws Exception {
    System.out.println("2.5 written: " + written(2.5));
    byte[] half = HexFormat.of().parseHex("f94100");
    try (var parser = new CBORFactory().createParser(half)) {
      parser.nextToken();
      System.out.println("f94100 read: " + parser.getDoubleValue());
    }
    System.out.println("1.1 written: " + written(1.1));
  }

  static String written(double value) throws Exception {
    var bytes = new ByteArrayOutputStream();
    var factory = CBORFactory.builder().enable(CBORGenerator.Feature.WRITE_MINIMAL_DOUBLES).build();
    try (var generator = factory.createGenerator(bytes)) {
      generator.writeNumber(value);
    }
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
JAVA
seen=$(timeout 60 java -cp "$(cat classpath)" Half.java)
echo "$seen"
[[ $seen == $'2.5 written: fa40200000\nf94100 read: 2.5\n1.1 written: fb3ff199999999999a' ]]
