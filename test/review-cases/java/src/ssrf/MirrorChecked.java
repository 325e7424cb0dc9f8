package shop.ssrf;

import java.net.URI;
import java.net.http.*;
import java.util.Set;
import javax.ws.rs.*;

@Path("mirror")
public class MirrorChecked {
    private static final Set<String> ADDRESSES = Set.of("https://a.shop.example/", "https://b.shop.example/");
    private final HttpClient client = HttpClient.newHttpClient();

    @GET
    public String get(@QueryParam("from") String from) throws Exception {
        if (!ADDRESSES.contains(from)) throw new BadRequestException();
        HttpRequest request = HttpRequest.newBuilder().uri(URI.create(from)).GET().build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
