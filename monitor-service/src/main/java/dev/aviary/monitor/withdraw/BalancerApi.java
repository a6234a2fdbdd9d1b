package dev.aviary.monitor.withdraw;

import dev.aviary.contract.route.WithdrawalRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.annotation.Client;

/** The balancer's admin API, as far as the monitor needs it. */
@Client("balancer")
interface BalancerApi {
  @Post("/apps/{app}/withdrawals")
  HttpResponse<?> withdraw(
      @Header("Authorization") String authorization,
      @PathVariable String app,
      @Body WithdrawalRequest withdrawal);
}
