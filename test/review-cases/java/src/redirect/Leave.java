package shop.redirect;

import java.net.URI;
import javax.ws.rs.*;
import javax.ws.rs.core.Response;

@Path("leave")
public class Leave {
    @GET
    public Response leave(@QueryParam("to") String to) {
        return Response.temporaryRedirect(URI.create(to)).build();
    }
}
