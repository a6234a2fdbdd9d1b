package dev.aviary.balancer.admin;

import dev.aviary.contract.http.Open;
import dev.aviary.contract.openapi.Described;
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
  private final WithdrawalIntake withdrawals;
  private final TrafficOverview traffic;

  AppController(
      Splits splits,
      RepeatableChanges changes,
      WithdrawalIntake withdrawals,
      TrafficOverview traffic) {
    this.splits = splits;
    this.changes = changes;
    this.withdrawals = withdrawals;
    this.traffic = traffic;
  }

  /**
   * Shows the traffic of an app.
   *
   * @return its traffic
   */
  @Described.OpenRead
  @Described.OfOne
  @Open
  @Get("/traffic")
  TrafficView traffic(@PathVariable String app) {
    return traffic.of(app);
  }

  /**
   * Shows which part of the visitors the canary gets.
   *
   * @return the split
   */
  @Described.OpenRead
  @Described.OfOne
  @Open
  @Get("/split")
  HttpResponse<SplitView> split(@PathVariable String app) {
    return view(app, splits.of(app).answer());
  }

  /**
   * Changes the canary's part.
   *
   * @return the split, by which every balancer routes
   */
  @Described.Order
  @DescribedChange
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

  /**
   * Takes a canary out of the traffic, also while Redis is away.
   *
   * @return what came of it
   */
  @Described.Change
  @Described.TakesJson
  @Described.OfOne
  @Described.InSomeStates
  @Post("/withdrawals")
  WithdrawalReceipt withdraw(@PathVariable String app, @Body WithdrawalRequest request) {
    return withdrawals.withdraw(app, request);
  }
}
