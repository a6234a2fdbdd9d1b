package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.access.PasswordChecks;
import dev.aviary.balancer.accesslog.AccessBuffer;
import dev.aviary.balancer.http.FrameCheck;
import dev.aviary.balancer.proxy.backend.BackendPool;
import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.route.CurrentTable;
import dev.aviary.balancer.trace.RequestTracer;
import org.jspecify.annotations.Nullable;

/**
 * What all requests of one event loop use on their way.
 *
 * @param tracer null: requests are not traced
 */
public record ExchangeContext(
    LoopContext loop,
    FrameCheck frameCheck,
    PreRoutingChecks checks,
    CurrentTable table,
    PauseQueue pauseQueue,
    BackendPool pool,
    AccessBuffer accessBuffer,
    PasswordChecks passwords,
    @Nullable RequestTracer tracer) {}
