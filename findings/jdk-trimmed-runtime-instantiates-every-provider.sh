#!/usr/bin/env bash
# In a jlinked Java runtime the first TLS context instantiates every security provider on the class path.
#
# OpenJDK 17.0 (jlink, java.net.http; in 25 the same was seen), org.bouncycastle:bcprov-jdk18on 1.85, Linux.
#
# A program has Bouncy Castle on its class path and never names it. On the full JDK, building an HTTP client loads none
# of its classes. On a runtime that jlink made of java.net.http and the elliptic curves, the same call instantiates Bouncy
# Castle's provider and loads hundreds of its classes. jlink copies conf/security/java.security whole, with the names
# of providers whose modules it left out. The JDK looks such a name up with ServiceLoader<java.security.Provider>
# (sun.security.jca.ProviderConfig), which makes an instance of each provider on the class path to ask its name. None
# has the name that is sought, so all are made. The list is walked to its end as soon as TLS asks for parameters that
# no provider has. Who trims a runtime has to trim the list of providers too: with the names of what is there nothing
# is loaded.
#
# Seen:
#   full JDK: 0 classes of Bouncy Castle
#   trimmed runtime: hundreds of classes of Bouncy Castle
#   trimmed runtime, trimmed list of providers: 0 classes of Bouncy Castle
#
# Exits 0 when it is so, 1 when that changed, 2 when the packages could not be had.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

home=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
[[ -x $home/bin/jlink && -d $home/jmods ]] || exit 2
timeout 100 mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=org.bouncycastle:bcprov-jdk18on:1.85 -DoutputDirectory=lib || exit 2

cat > Client.java <<'JAVA'
import java.net.http.HttpClient;

class Client {
  public static void main(String[] arguments) {
    HttpClient.newHttpClient();
  }
}
JAVA
"$home/bin/javac" Client.java
"$home/bin/jlink" --output trimmed --add-modules java.net.http,jdk.crypto.ec

loaded() {
  timeout 30 "$1/bin/java" -Xlog:class+load -cp "lib/*:." Client | grep -c ' org\.bouncycastle\.' || true
}

full=$(loaded "$home")
trimmed=$(loaded trimmed)
list=trimmed/conf/security/java.security
sed -i '/^security\.provider\./d' "$list"
printf 'security.provider.%s\n' 1=SUN 2=SunRsaSign 3=SunEC 4=SunJSSE 5=SunJCE >>"$list"
mended=$(loaded trimmed)

echo "full JDK: $full classes of Bouncy Castle"
echo "trimmed runtime: $trimmed classes of Bouncy Castle"
echo "trimmed runtime, trimmed list of providers: $mended classes of Bouncy Castle"
[[ $full == 0 && $trimmed -gt 100 && $mended == 0 ]] || exit 1
