package shop.ssrf;

import java.net.URI;
import java.net.http.*;
import javax.ws.rs.*;

@Path("mirror")
public class Mirror {
    private final HttpClient client = HttpClient.newHttpClient();

    @GET
    public String get(@QueryParam("from") String from) throws Exception {
        HttpRequest request = HttpRequest.newBuilder().uri(URI.create(from)).GET().build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
