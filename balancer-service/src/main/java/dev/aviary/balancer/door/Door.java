package dev.aviary.balancer.door;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.DomainSocketReadMode;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The balancer's side of the door: asks for listening sockets, says that it accepts on them, hears
 * how many balancers do, and gives the sockets back to a door that was started anew.
 */
@Singleton
public final class Door {
  private static final int ANSWER_SECONDS = 30;
  private static final int AGAIN_MILLIS = 200;
  private static final int LONGEST_LINE = 64;
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final @Nullable EventLoopGroup loop;
  private final DomainSocketAddress address;
  private final Map<InetSocketAddress, FileDescriptor> sockets = new LinkedHashMap<>();
  private @Nullable Channel presence;
  private boolean accepting;
  private volatile boolean waited;
  private volatile int balancers;

  Door(DoorSettings settings) {
    this.address = new DomainSocketAddress(settings.path());
    this.loop =
        settings.path().isEmpty() || !Epoll.isAvailable()
            ? null
            : new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("door", true), EpollIoHandler.newFactory());
  }

  /** Whether there is to be one. */
  public boolean used() {
    return loop != null;
  }

  /**
   * The listening socket of the address, which the door keeps. Whoever closes it closes one of
   * several descriptors: the door's stays open. The first call waits some seconds for a door that
   * is not there yet: after a reboot either may be started first.
   *
   * @throws IOException the door is away, does not answer, or cannot open the port
   */
  public FileDescriptor listen(InetSocketAddress at) throws IOException {
    var answer = new CompletableFuture<FileDescriptor>();
    String line = "listen" + words(at) + '\n';
    long until = System.nanoTime() + (waited ? 0 : FIRST_NANOS);
    waited = true;
    ChannelFuture asking = connect(new Question(line, answer)).awaitUninterruptibly();
    while (!asking.isSuccess() && until - System.nanoTime() > 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS));
      asking = connect(new Question(line, answer)).awaitUninterruptibly();
    }
    if (!asking.isSuccess()) {
      throw new IOException("no door at " + address.path(), asking.cause());
    }
    try {
      FileDescriptor socket = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
      keep(at, socket);
      return socket;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no listening socket from " + address.path(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The door is to keep this socket too, as soon as it is there. */
  public synchronized void keep(InetSocketAddress at, FileDescriptor socket) {
    sockets.put(at, socket);
    nameSockets();
  }

  /** The socket is of no use any more: the door closes it. */
  public synchronized void release(FileDescriptor socket) {
    sockets.values().remove(socket);
    nameSockets();
  }

  /** The balancer accepts from now on, until {@link #leave()}. */
  public synchronized void accept() {
    accepting = true;
    enter();
  }

  /** The balancer accepts no longer; its sockets stay with the door. */
  public synchronized void leave() {
    accepting = false;
    sockets.clear();
    if (presence != null) {
      presence.close();
    }
  }

  /** Whether another balancer accepts on the same sockets. */
  public boolean othersAccept() {
    return balancers > 1;
  }

  /** A door that is away is looked for until it is back, and is given the sockets then. */
  private synchronized void enter() {
    if (!accepting) {
      return;
    }
    ChannelFuture connecting = connect(new Presence());
    presence = connecting.channel();
    connecting.addListener(connected -> {
      if (connected.isSuccess()) {
        giveBack();
        nameSockets();
      }
    });
    presence
        .closeFuture()
        .addListener(closed -> {
          balancers = 0;
          connecting
              .channel()
              .eventLoop()
              .schedule(this::enter, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        });
  }

  private synchronized void giveBack() {
    sockets
        .values()
        .forEach(socket ->
            connect(new ChannelInboundHandlerAdapter())
                .addListener((ChannelFuture connected) ->
                    connected
                        .channel()
                        .writeAndFlush(socket)
                        .addListener(written -> connected.channel().close())));
  }

  private synchronized void nameSockets() {
    if (accepting && presence != null && presence.isActive()) {
      String named = sockets.keySet().stream().map(Door::words).collect(Collectors.joining());
      send(presence, "accept" + named + '\n');
    }
  }

  private ChannelFuture connect(ChannelHandler handler) {
    return new Bootstrap()
        .group(Objects.requireNonNull(loop, "there is a door"))
        .channel(EpollDomainSocketChannel.class)
        .option(
            EpollChannelOption.DOMAIN_SOCKET_READ_MODE,
            handler instanceof Question
                ? DomainSocketReadMode.FILE_DESCRIPTORS
                : DomainSocketReadMode.BYTES)
        .handler(handler)
        .connect(address);
  }

  private static void send(Channel channel, String line) {
    channel.writeAndFlush(ByteBufUtil.writeAscii(channel.alloc(), line));
  }

  private static String words(InetSocketAddress at) {
    return " " + at.getAddress().getHostAddress() + " " + at.getPort();
  }

  @PreDestroy
  void close() {
    leave();
    if (loop != null) {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  /** Asks for one listening socket. */
  private static final class Question extends ChannelInboundHandlerAdapter {
    private final String line;
    private final CompletableFuture<FileDescriptor> answer;

    Question(String line, CompletableFuture<FileDescriptor> answer) {
      this.line = line;
      this.answer = answer;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      send(ctx.channel(), line);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
      var socket = (FileDescriptor) message;
      if (!answer.complete(socket)) {
        socket.close();
      }
      ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      answer.completeExceptionally(new IOException("the door could not open it; its log says why"));
    }
  }

  /** Hears how many balancers accept. */
  private final class Presence extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(
              new LineBasedFrameDecoder(LONGEST_LINE),
              new StringDecoder(),
              new SimpleChannelInboundHandler<String>() {
                @Override
                protected void channelRead0(ChannelHandlerContext ctx, String line) {
                  balancers = Integer.parseInt(line);
                }
              });
    }
  }
}
