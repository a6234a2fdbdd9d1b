package dev.aviary.builder.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A small app of each language, built from Debian's packages on the real engine and asked over
 * HTTP. Each writes beside itself, as its user may. No registry of packages is asked: what they
 * need beside Debian's packages lies in their repositories.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LanguagesIT {
  private RealApps apps;

  @BeforeAll
  void connect() {
    apps = RealApps.connect();
  }

  @AfterAll
  void close() {
    apps.close();
  }

  @Test
  void pythonWithWhatTheBaseHas() {
    var repository =
        Repository.of()
            .file("requirements.txt", "flask>=2.2\n")
            .file(
                "app.py",
                """
                import os
                from flask import Flask
                open("started", "w").close()
                app = Flask(__name__)
                @app.get("/")
                def home():
                    return f"python {os.getuid()} {os.environ['HOME']} {os.getcwd()}"
                """);
    assertEquals("python 1000 /home/app /app", apps.answer(repository));
  }

  @Test
  void pythonWithAPackageOfItsOwnThatDebiansProgramsSee() {
    var repository =
        Repository.of()
            .file("requirements.txt", "./wheels/tiny-1.0-py3-none-any.whl\n")
            .file("Procfile", "web: touch started && gunicorn app:app --bind 0.0.0.0:$PORT\n")
            .file(
                "app.py",
                """
                import tiny
                from flask import Flask
                app = Flask(__name__)
                app.add_url_rule("/", view_func=lambda: tiny.WORD)
                """);
    assertEquals(
        "installed by pip",
        apps.answer(
            repository,
            "wheels/tiny-1.0-py3-none-any.whl",
            Wheel.of("tiny", "WORD = 'installed by pip'\n")));
  }

  @Test
  void nodeByItsLockFile() {
    var repository =
        Repository.of()
            .file(
                "package.json",
                """
                {"name": "web", "version": "1.0.0", "dependencies": {"word": "file:word"},
                 "scripts": {"build": "echo built > built.txt", "start": "node server.js"}}
                """)
            .file(
                "package-lock.json",
                """
                {"name": "web", "version": "1.0.0", "lockfileVersion": 3, "packages": {
                  "": {"name": "web", "version": "1.0.0", "dependencies": {"word": "file:word"}},
                  "node_modules/word": {"resolved": "word", "link": true},
                  "word": {"version": "1.0.0"}}}
                """)
            .file("word/package.json", "{\"name\": \"word\", \"version\": \"1.0.0\"}")
            .file("word/index.js", "module.exports = 'node';\n")
            .file(
                "server.js",
                """
                const fs = require('fs');
                fs.writeFileSync('started', '');
                const built = fs.readFileSync('built.txt', 'utf8').trim();
                const answer = [require('word'), process.getuid(), built, process.env.NODE_ENV];
                require('http').createServer((_, to) => to.end(answer.join(' '))).listen(process.env.PORT);
                """);
    assertEquals("node 1000 built production", apps.answer(repository));
  }

  @Test
  void goAtTheTopOfItsModule() {
    var repository =
        Repository.of()
            .file("go.mod", "module example.org/you/shop\n\ngo 1.22\n")
            .file("page.txt", "go")
            .file(
                "main.go",
                """
                package main

                import (
                	"fmt"
                	"net/http"
                	"os"
                )

                func main() {
                	page, _ := os.ReadFile("page.txt")
                	os.WriteFile("started", nil, 0o644)
                	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
                		fmt.Fprintf(w, "%s %d", page, os.Getuid())
                	})
                	http.ListenAndServe(":"+os.Getenv("PORT"), nil)
                }
                """);
    assertEquals("go 1000", apps.answer(repository));
  }

  /** Maven's own plugins come from Central: a wrapper that needs none stands for it. */
  @Test
  void javaByTheWrapperOfItsRepository() {
    var repository =
        Repository.of()
            .file(
                "pom.xml",
                "<project><properties><java.version>21</java.version></properties></project>")
            .file(
                "mvnw",
                """
                #!/bin/sh
                set -e
                case "$*" in *package*) ;; *) exit 0 ;; esac
                mkdir -p target/classes
                javac -d target/classes src/*.java
                jar --create --file target/app.jar --main-class App -C target/classes .
                jar --create --file target/app-sources.jar src
                """)
            .file(
                "src/App.java",
                """
                import com.sun.net.httpserver.HttpServer;
                import java.net.InetSocketAddress;
                import java.nio.file.*;
                public class App {
                  public static void main(String[] none) throws Exception {
                    Files.createFile(Path.of("started"));
                    int port = Integer.parseInt(System.getenv("SERVER_PORT"));
                    var server = HttpServer.create(new InetSocketAddress(port), 0);
                    server.createContext("/", to -> {
                      byte[] answer = ("java " + Runtime.version().feature()).getBytes();
                      to.sendResponseHeaders(200, answer.length);
                      to.getResponseBody().write(answer);
                      to.close();
                    });
                    server.start();
                  }
                }
                """);
    assertEquals("java 21", apps.answer(repository));
  }

  @Test
  void phpBehindItsFrontController() {
    var repository =
        Repository.of()
            .file(
                "public/index.php",
                """
                <?php touch('../started');
                echo 'php ', posix_getuid(), ' ', $_SERVER['REQUEST_URI'], ' ', extension_loaded('mbstring');
                """)
            .file("composer.json", "{\"require\": {\"php\": \"^8.2\", \"ext-mbstring\": \"*\"}}");
    assertEquals("php 1000 / 1", apps.answer(repository));
  }

  @Test
  void rubyByBundler() {
    var repository =
        Repository.of()
            .file("Gemfile", "source 'https://rubygems.org'\n")
            .file("Procfile", "web: bundle exec ruby server.rb\n")
            .file(
                "server.rb",
                """
                require 'socket'
                File.write('started', '')
                server = TCPServer.new('0.0.0.0', ENV['PORT'].to_i)
                loop do
                  client = server.accept
                  nil until client.gets.strip.empty?
                  body = "ruby #{Process.uid} #{ENV['RACK_ENV']}"
                  client.write "HTTP/1.1 200 OK\\r\\nContent-Length: #{body.size}\\r\\nConnection: close\\r\\n\\r\\n#{body}"
                  client.close
                end
                """);
    assertEquals("ruby 1000 production", apps.answer(repository));
  }

  @Test
  void filesAlone() {
    var repository =
        Repository.of()
            .file("index.html", "files")
            .file("about.html", "about")
            .file(".git-secret", "x");
    try (RealApps.Running app = apps.start(repository, "", new byte[0])) {
      assertEquals("files", app.get("/").body());
      assertEquals("about", app.get("/about").body());
      assertEquals(404, app.get("/.git-secret").statusCode());
    }
  }

  @Test
  void aChangeOfTheSourceAloneInstallsNothingAgain() {
    var first = Repository.of().file("requirements.txt", "flask\n").file("main.py", "# one\n");
    var second = Repository.of().file("requirements.txt", "flask\n").file("main.py", "# two\n");
    apps.build(first, "", new byte[0]);
    String output = apps.build(second, "", new byte[0]).output();
    String install = output.substring(output.indexOf("RUN pip install"));
    assertTrue(install.lines().skip(1).findFirst().orElse("").contains("Using cache"), output);
  }
}
