package dev.aviary.balancer.simulation;

import dev.aviary.balancer.simulation.Condition.Answers;
import dev.aviary.balancer.simulation.Condition.Course;
import dev.aviary.balancer.simulation.Condition.Fails;
import dev.aviary.balancer.simulation.Condition.Refuses;
import java.util.List;

/**
 * What happens to an app within a minute.
 *
 * @param successor takes the second member's place after 20 seconds; the same course: nobody does
 */
record Scenario(
    String name,
    int canaryPercent,
    Course stable1,
    Course stable2,
    Course canary,
    Course successor) {
  static final double CHANGE_SECONDS = 20;

  static final List<Scenario> ALL =
      List.of(
          stable("all are well", Course.WELL),
          stable("one is ten times slower, 10 s to 40 s", Course.from(10, 40, new Answers(10))),
          stable("one fails at once, 10 s to 40 s", Course.from(10, 40, new Fails())),
          stable("one refuses connections, 10 s to 40 s", Course.from(10, 40, new Refuses())),
          stable("one fails 5 s of every 10 s", Course.alternately(5, new Fails())),
          both("both fail, 10 s to 20 s", Course.from(10, 20, new Fails())),
          replaced("one is replaced at 20 s, cold for 10 s", Course.cold(CHANGE_SECONDS, 30, 10)),
          canary("the canary is well", Course.WELL),
          canary("the canary is ten times slower", Course.from(0, 60, new Answers(10))),
          canary("the canary fails from 10 s on", Course.from(10, 60, new Fails())),
          canary("the canary refuses from 10 s on", Course.from(10, 60, new Refuses())));

  private static Scenario stable(String name, Course one) {
    return new Scenario(name, 0, one, Course.WELL, Course.WELL, Course.WELL);
  }

  private static Scenario both(String name, Course course) {
    return new Scenario(name, 0, course, course, Course.WELL, course);
  }

  private static Scenario replaced(String name, Course successor) {
    return new Scenario(name, 0, Course.WELL, Course.WELL, Course.WELL, successor);
  }

  private static Scenario canary(String name, Course canary) {
    return new Scenario(name, 33, Course.WELL, Course.WELL, canary, Course.WELL);
  }
}
