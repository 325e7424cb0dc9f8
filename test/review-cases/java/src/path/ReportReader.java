package shop.path;

import java.io.IOException;
import java.nio.file.*;
import java.util.Optional;
import javax.ws.rs.*;
import javax.ws.rs.core.*;

@Path("reports")
public class ReportReader {
    @Context
    private UriInfo uri;

    @GET
    public String read() throws IOException {
        String name = uri.getQueryParameters().getFirst("report");
        return Optional.ofNullable(name)
            .map(given -> "/srv/reports/" + given)
            .map(this::text)
            .orElse("");
    }

    private String text(String file) {
        try {
            return new String(Files.readAllBytes(java.nio.file.Path.of(file)));
        } catch (IOException e) {
            return null;
        }
    }
}
