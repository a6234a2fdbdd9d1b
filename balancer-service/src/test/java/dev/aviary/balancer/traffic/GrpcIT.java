package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.probe.HttpProbe;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Calls of gRPC from a real client, through the balancer, to a real server. */
final class GrpcIT extends TrafficCase {
  private static final int BIG = 8_000_000;
  private static final int PATIENCE = 30;
  private static final Metadata.Key<String> ASKED =
      Metadata.Key.of("x-asked", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<byte[]> BINARY =
      Metadata.Key.of("x-asked-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private static final Attributes.Key<Integer> CONNECTION = Attributes.Key.create("connection");

  private final AtomicInteger connections = new AtomicInteger();

  /**
   * Those on which a call came to the present server: probes, and servers of other tests, have
   * theirs.
   */
  private final Set<Integer> called = ConcurrentHashMap.newKeySet();

  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.http2.cleartext", true);
  }

  /** Sends what it was asked with back: in the header section and in the trailers. */
  private final class Echo implements ServerInterceptor {
    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
        ServerCall<A, B> call, Metadata asked, ServerCallHandler<A, B> next) {
      called.add(call.getAttributes().get(CONNECTION));
      return next.startCall(
          new io.grpc.ForwardingServerCall.SimpleForwardingServerCall<A, B>(call) {
            @Override
            public void sendHeaders(Metadata headers) {
              copy(asked, headers);
              super.sendHeaders(headers);
            }

            @Override
            public void close(Status status, Metadata trailers) {
              copy(asked, trailers);
              super.close(status, trailers);
            }
          },
          asked);
    }

    private static void copy(Metadata from, Metadata to) {
      if (from.containsKey(ASKED)) {
        to.put(ASKED, from.get(ASKED));
        to.put(BINARY, from.get(BINARY));
      }
    }
  }

  private Server start(GrpcCalls calls, int port) throws IOException {
    Server server =
        OkHttpServerBuilder.forPort(port, InsecureServerCredentials.create())
            .addService(calls.service())
            .intercept(new Echo())
            .maxInboundMessageSize(2 * BIG)
            .addTransportFilter(
                new ServerTransportFilter() {
                  @Override
                  public Attributes transportReady(Attributes attributes) {
                    int number = connections.incrementAndGet();
                    return attributes.toBuilder().set(CONNECTION, number).build();
                  }
                })
            .build()
            .start();
    opened(() -> server.shutdownNow().awaitTermination(PATIENCE, TimeUnit.SECONDS));
    return server;
  }

  /** The server that leaves closes its port on a thread of its own. */
  private boolean startedAt(int port) {
    try {
      start(new GrpcCalls(), port);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private GrpcCalls serveCalls() throws Exception {
    var calls = new GrpcCalls();
    called.clear();
    Server server = start(calls, 0);
    route(server.getPort());
    return calls;
  }

  private void route(int port) throws Exception {
    Fleet.of(balancer()).with(Slot.STABLE_1, port).http2(Slot.STABLE_1).publish();
  }

  private ManagedChannel channel() {
    ManagedChannel channel =
        OkHttpChannelBuilder.forAddress("127.0.0.1", balancer().port())
            .usePlaintext()
            .maxInboundMessageSize(2 * BIG)
            .build();
    opened(() -> channel.shutdownNow().awaitTermination(PATIENCE, TimeUnit.SECONDS));
    return channel;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static CallOptions patient() {
    return CallOptions.DEFAULT.withDeadlineAfter(PATIENCE, TimeUnit.SECONDS);
  }

  private static byte[] call(
      io.grpc.Channel channel, MethodDescriptor<byte[], byte[]> method, byte[] request) {
    return ClientCalls.blockingUnaryCall(channel, method, patient(), request);
  }

  /** Puts what arrives into a queue, and the end as an empty message. */
  private static StreamObserver<byte[]> into(BlockingQueue<byte[]> queue) {
    return new StreamObserver<>() {
      @Override
      public void onNext(byte[] message) {
        queue.add(message);
      }

      @Override
      public void onError(Throwable why) {
        queue.add(bytes(why.toString()));
      }

      @Override
      public void onCompleted() {
        queue.add(new byte[0]);
      }
    };
  }

  private static byte[] next(BlockingQueue<byte[]> queue) throws InterruptedException {
    byte[] message = queue.poll(PATIENCE, TimeUnit.SECONDS);
    assertTrue(message != null, "no message came");
    return message;
  }

  @Test
  void aCallPassesWithMetadataBothWays() throws Exception {
    serveCalls();
    var asked = new Metadata();
    asked.put(ASKED, "why");
    asked.put(BINARY, new byte[] {0, -1, 13, 10});
    var headers = new AtomicReference<Metadata>();
    var trailers = new AtomicReference<Metadata>();
    io.grpc.Channel asking =
        ClientInterceptors.intercept(
            channel(),
            MetadataUtils.newAttachHeadersInterceptor(asked),
            MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
    assertArrayEquals(bytes("hello"), call(asking, GrpcCalls.ECHO, bytes("hello")));
    assertEquals("why", headers.get().get(ASKED));
    assertArrayEquals(new byte[] {0, -1, 13, 10}, headers.get().get(BINARY));
    assertEquals("why", trailers.get().get(ASKED));
    assertArrayEquals(new byte[] {0, -1, 13, 10}, trailers.get().get(BINARY));
  }

  @Test
  void aStreamOfTheServerPasses() throws Exception {
    serveCalls();
    Iterator<byte[]> stream =
        ClientCalls.blockingServerStreamingCall(channel(), GrpcCalls.COUNT, patient(), new byte[1]);
    for (int i = 0; i < GrpcCalls.COUNTED; i++) {
      assertEquals((byte) i, stream.next()[0]);
    }
    assertTrue(!stream.hasNext());
  }

  @Test
  void aStreamOfTheClientPasses() throws Exception {
    serveCalls();
    var answers = new LinkedBlockingQueue<byte[]>();
    StreamObserver<byte[]> requests =
        ClientCalls.asyncClientStreamingCall(
            channel().newCall(GrpcCalls.SUM, patient()), into(answers));
    for (int i = 0; i < 500; i++) {
      requests.onNext(new byte[i]);
    }
    requests.onCompleted();
    assertEquals("124750", new String(next(answers), StandardCharsets.UTF_8));
  }

  @Test
  void bothSidesTalkInTurn() throws Exception {
    serveCalls();
    var answers = new LinkedBlockingQueue<byte[]>();
    StreamObserver<byte[]> requests =
        ClientCalls.asyncBidiStreamingCall(
            channel().newCall(GrpcCalls.TALK, patient()), into(answers));
    for (int i = 1; i <= 50; i++) {
      byte[] message = new byte[i];
      requests.onNext(message);
      assertArrayEquals(message, next(answers));
    }
    requests.onCompleted();
    assertEquals(0, next(answers).length);
  }

  @Test
  void aBigMessagePassesBothWays() throws Exception {
    serveCalls();
    byte[] big = new byte[BIG];
    new SplittableRandom(1).nextBytes(big);
    assertArrayEquals(big, call(channel(), GrpcCalls.ECHO, big));
  }

  @Test
  void anErrorPassesThatIsNothingButTrailers() throws Exception {
    serveCalls();
    ManagedChannel channel = channel();
    StatusRuntimeException failed =
        assertThrows(
            StatusRuntimeException.class, () -> call(channel, GrpcCalls.FAILING, new byte[7]));
    assertEquals(Status.Code.FAILED_PRECONDITION, failed.getStatus().getCode());
    assertEquals("not yet: 7", failed.getStatus().getDescription());
  }

  @Test
  void aCallWhoseDeadlinePassesIsCancelledAtTheServer() throws Exception {
    GrpcCalls calls = serveCalls();
    ManagedChannel channel = channel();
    call(channel, GrpcCalls.ECHO, new byte[1]);
    CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS);
    StatusRuntimeException failed =
        assertThrows(
            StatusRuntimeException.class,
            () -> ClientCalls.blockingUnaryCall(channel, GrpcCalls.SILENT, soon, new byte[1]));
    // The server watches the deadline too: where its reset comes first, the balancer answers 502.
    assertTrue(
        List.of(Status.Code.DEADLINE_EXCEEDED, Status.Code.UNAVAILABLE)
            .contains(failed.getStatus().getCode()),
        failed::toString);
    assertTrue(calls.cancelled().await(PATIENCE, TimeUnit.SECONDS));
  }

  @Test
  void aStreamThatTheClientCancelsIsCancelledAtTheServerAndTheConnectionGoesOn() throws Exception {
    GrpcCalls calls = serveCalls();
    ManagedChannel channel = channel();
    var answers = new LinkedBlockingQueue<byte[]>();
    ClientCall<byte[], byte[]> stream = channel.newCall(GrpcCalls.COUNT, patient());
    ClientCalls.asyncServerStreamingCall(stream, new byte[0], into(answers));
    assertEquals(1, next(answers).length);
    stream.cancel("enough", null);
    assertTrue(calls.cancelled().await(PATIENCE, TimeUnit.SECONDS));
    ClientCall<byte[], byte[]> second = channel.newCall(GrpcCalls.ECHO, patient());
    assertArrayEquals(bytes("on"), ClientCalls.futureUnaryCall(second, bytes("on")).get());
    assertEquals(1, called.size());
  }

  @Test
  void aProbeLearnsThatAServerWorksThoughItHasNoSuchPage() throws Exception {
    int port = start(new GrpcCalls(), 0).getPort();
    Fleet fleet = Fleet.of(balancer()).with(Slot.STABLE_1, port).http2(Slot.STABLE_1);
    int status =
        HttpProbe.of(fleet.member(Slot.STABLE_1), Duration.ofSeconds(PATIENCE))
            .get("/health", null)
            .status();
    assertTrue(status >= 400 && status < 500, "status " + status);
  }

  @Test
  void aHundredCallsAtOnceShareOneConnection() throws Exception {
    GrpcCalls calls = serveCalls();
    ManagedChannel channel = channel();
    List<Future<byte[]>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ClientCall<byte[], byte[]> call = channel.newCall(GrpcCalls.HELD, patient());
      all.add(ClientCalls.futureUnaryCall(call, new byte[i]));
    }
    Await.until("all calls at the server", () -> calls.held() == 100);
    calls.release();
    for (int i = 0; i < 100; i++) {
      assertEquals(i, all.get(i).get(PATIENCE, TimeUnit.SECONDS).length);
    }
    assertEquals(1, called.size());
  }

  @Test
  void aServerThatRestartsInGoodOrderLosesNoCall() throws Exception {
    var old = new GrpcCalls();
    Server first = start(old, 0);
    route(first.getPort());
    ManagedChannel channel = channel();
    Future<byte[]> underWay =
        ClientCalls.futureUnaryCall(channel.newCall(GrpcCalls.HELD, patient()), bytes("old"));
    Await.until("a call at the old server", () -> old.held() == 1);
    first.shutdown();
    Await.until("the next server", () -> startedAt(first.getPort()));
    for (int i = 0; i < 20; i++) {
      assertArrayEquals(bytes("new"), call(channel, GrpcCalls.ECHO, bytes("new")));
    }
    old.release();
    assertArrayEquals(bytes("old"), underWay.get(PATIENCE, TimeUnit.SECONDS));
  }
}
