package dev.aviary.balancer.traffic;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** A service of gRPC with a method of each kind. Messages are bytes. */
final class GrpcCalls {
  static final MethodDescriptor<byte[], byte[]> ECHO = method("Echo", MethodType.UNARY);
  static final MethodDescriptor<byte[], byte[]> HELD = method("Held", MethodType.UNARY);
  static final MethodDescriptor<byte[], byte[]> SILENT = method("Silent", MethodType.UNARY);
  static final MethodDescriptor<byte[], byte[]> FAILING = method("Failing", MethodType.UNARY);
  static final MethodDescriptor<byte[], byte[]> COUNT =
      method("Count", MethodType.SERVER_STREAMING);
  static final MethodDescriptor<byte[], byte[]> SUM = method("Sum", MethodType.CLIENT_STREAMING);
  static final MethodDescriptor<byte[], byte[]> TALK = method("Talk", MethodType.BIDI_STREAMING);
  static final int COUNTED = 500;

  /** Calls of {@link #HELD} that have arrived. */
  private final AtomicLong held = new AtomicLong();

  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch cancelled = new CountDownLatch(1);

  private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
    ONLY;

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
    return MethodDescriptor.<byte[], byte[]>newBuilder(Bytes.ONLY, Bytes.ONLY)
        .setType(type)
        .setFullMethodName("test.Calls/" + name)
        .build();
  }

  long held() {
    return held.get();
  }

  void release() {
    release.countDown();
  }

  CountDownLatch cancelled() {
    return cancelled;
  }

  ServerServiceDefinition service() {
    return ServerServiceDefinition.builder("test.Calls")
        .addMethod(ECHO, ServerCalls.asyncUnaryCall(GrpcCalls::answer))
        .addMethod(HELD, ServerCalls.asyncUnaryCall(this::hold))
        .addMethod(SILENT, ServerCalls.asyncUnaryCall(this::ignore))
        .addMethod(FAILING, ServerCalls.asyncUnaryCall(GrpcCalls::fail))
        .addMethod(COUNT, ServerCalls.asyncServerStreamingCall(this::count))
        .addMethod(SUM, ServerCalls.asyncClientStreamingCall(GrpcCalls::sum))
        .addMethod(TALK, ServerCalls.asyncBidiStreamingCall(GrpcCalls::talk))
        .build();
  }

  private static void answer(byte[] request, StreamObserver<byte[]> to) {
    to.onNext(request);
    to.onCompleted();
  }

  private void hold(byte[] request, StreamObserver<byte[]> to) {
    held.incrementAndGet();
    Thread.startVirtualThread(() -> {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      answer(request, to);
    });
  }

  private void ignore(byte[] request, StreamObserver<byte[]> to) {
    ((ServerCallStreamObserver<byte[]>) to).setOnCancelHandler(cancelled::countDown);
  }

  private static void fail(byte[] request, StreamObserver<byte[]> to) {
    to.onError(
        Status.FAILED_PRECONDITION.withDescription("not yet: " + request.length).asException());
  }

  /** Of an empty request the stream does not end. */
  private void count(byte[] request, StreamObserver<byte[]> to) {
    ((ServerCallStreamObserver<byte[]>) to).setOnCancelHandler(cancelled::countDown);
    for (int i = 0; i < COUNTED; i++) {
      to.onNext(new byte[] {(byte) i});
    }
    if (request.length > 0) {
      to.onCompleted();
    }
  }

  private static StreamObserver<byte[]> sum(StreamObserver<byte[]> to) {
    return new StreamObserver<>() {
      private int bytes;

      @Override
      public void onNext(byte[] message) {
        bytes += message.length;
      }

      @Override
      public void onError(Throwable why) {}

      @Override
      public void onCompleted() {
        answer(String.valueOf(bytes).getBytes(java.nio.charset.StandardCharsets.UTF_8), to);
      }
    };
  }

  private static StreamObserver<byte[]> talk(StreamObserver<byte[]> to) {
    return new StreamObserver<>() {
      @Override
      public void onNext(byte[] message) {
        to.onNext(message);
      }

      @Override
      public void onError(Throwable why) {}

      @Override
      public void onCompleted() {
        to.onCompleted();
      }
    };
  }
}
