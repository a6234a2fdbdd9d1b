package dev.aviary.balancer.admin;

import dev.aviary.contract.http.Open;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.WithdrawalRequest;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Objects;

/** What can be changed about an app's traffic. */
@Controller("/apps/{app}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AppController {
  private final Splits splits;
  private final RepeatableChanges changes;
  private final WithdrawalDesk withdrawals;
  private final TrafficBoard traffic;

  AppController(
      Splits splits, RepeatableChanges changes, WithdrawalDesk withdrawals, TrafficBoard traffic) {
    this.splits = splits;
    this.changes = changes;
    this.withdrawals = withdrawals;
    this.traffic = traffic;
  }

  @Open
  @Get("/traffic")
  TrafficView traffic(@PathVariable String app) {
    return traffic.of(app);
  }

  @Open
  @Get("/split")
  HttpResponse<SplitView> split(@PathVariable String app) {
    return view(app, splits.of(app).answer());
  }

  @Put("/split")
  HttpResponse<SplitView> change(
      @PathVariable String app, @Body SplitChange change, HttpRequest<?> http) {
    return view(
        app,
        changes.answer(
            http, change.text(), Split.class, asked -> splits.change(app, change, asked)));
  }

  private HttpResponse<SplitView> view(String app, HttpResponse<Split> answer) {
    return answer.toMutableResponse().body(splits.view(app, Objects.requireNonNull(answer.body())));
  }

  @Post("/withdrawals")
  WithdrawalReceipt withdraw(@PathVariable String app, @Body WithdrawalRequest request) {
    return withdrawals.withdraw(app, request);
  }
}
