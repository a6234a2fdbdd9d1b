FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends maven openjdk-21-jdk-headless && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY .mvn .mvn
COPY pom.xml .
COPY src src
RUN mvn -B -ntp -DskipTests package

FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends openjdk-21-jre-headless && rm -rf /var/lib/apt/lists/*
COPY --from=build /app/target/measured-1.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
