package shop.path;

import java.io.IOException;
import java.nio.file.*;
import java.util.UUID;
import javax.ws.rs.*;
import javax.ws.rs.core.*;

@Path("reports")
public class ReportReaderByNumber {
    @Context
    private UriInfo uri;

    @GET
    public String read() throws IOException {
        UUID id = UUID.fromString(uri.getQueryParameters().getFirst("report"));
        return new String(Files.readAllBytes(java.nio.file.Path.of("/srv/reports/" + id + ".txt")));
    }
}
