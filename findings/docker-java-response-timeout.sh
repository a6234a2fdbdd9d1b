#!/usr/bin/env bash
# docker-java's responseTimeout holds over tcp:// and has no effect over unix://.
#
# docker-java 3.7.1 (docker-java-core, docker-java-transport-httpclient5), JDK 17 or later, Linux.
#
# ApacheDockerHttpClient.Builder.responseTimeout(1 s) ends a call to an engine that is silent after one second when the
# engine is reached over tcp://. With the same client and unix:///... , the usual address of an engine, the call still
# waits ten seconds later. The timeout becomes the socket's SO_TIMEOUT; the transport's UnixSocket
# (com.github.dockerjava.transport.UnixSocket) reads from a SocketChannel, which has none. Who wants a limit over a
# socket file must bring one: run the call on a thread, and interrupt it.
#
# Seen:
#   tcp: ended with java.net.SocketTimeoutException
#   unix: still waits after 10 s
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
      <groupId>com.github.docker-java</groupId><artifactId>docker-java-core</artifactId><version>3.7.1</version>
    </dependency>
    <dependency>
      <groupId>com.github.docker-java</groupId>
      <artifactId>docker-java-transport-httpclient5</artifactId><version>3.7.1</version>
    </dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
timeout 120 mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=classpath || exit 2

cat > Silent.java <<'JAVA'
import com.github.dockerjava.core.*;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.net.*;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.*;

class Silent {
  public static void main(String[] args) throws Exception {
    // Both take connections, and say nothing.
    var tcp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Path file = Path.of("engine.sock").toAbsolutePath();
    var unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    unix.bind(UnixDomainSocketAddress.of(file));

    String overTcp = ping("tcp://127.0.0.1:" + tcp.getLocalPort());
    String overUnix = ping("unix://" + file);
    System.out.println("tcp: " + overTcp);
    System.out.println("unix: " + overUnix);
    boolean asTold = overTcp.endsWith("SocketTimeoutException") && overUnix.equals("still waits after 10 s");
    Runtime.getRuntime().halt(asTold ? 0 : 1);
  }

  static String ping(String host) throws Exception {
    var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
        .withDockerHost(host).withDockerTlsVerify(false).build();
    var http = new ApacheDockerHttpClient.Builder()
        .dockerHost(config.getDockerHost()).responseTimeout(Duration.ofSeconds(1)).build();
    var client = DockerClientImpl.getInstance(config, http);
    Future<?> call = Executors.newSingleThreadExecutor().submit(() -> client.pingCmd().exec());
    try {
      call.get(10, TimeUnit.SECONDS);
      return "was answered";
    } catch (TimeoutException e) {
      return "still waits after 10 s";
    } catch (ExecutionException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return "ended with " + cause.getClass().getName();
    }
  }
}
JAVA
timeout 50 java -cp "$(cat classpath)" Silent.java
