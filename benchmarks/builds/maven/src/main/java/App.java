import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;

public class App {
  public static void main(String[] none) throws Exception {
    int port = Integer.parseInt(System.getenv("PORT"));
    var server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext(
        "/",
        to -> {
          byte[] answer = "first\n".getBytes();
          to.sendResponseHeaders(200, answer.length);
          to.getResponseBody().write(answer);
          to.close();
        });
    server.start();
  }
}
