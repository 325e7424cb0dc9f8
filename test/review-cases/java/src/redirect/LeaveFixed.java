package shop.redirect;

import java.net.URI;
import javax.ws.rs.*;
import javax.ws.rs.core.Response;

@Path("leave")
public class LeaveFixed {
    @GET
    public Response leave(@QueryParam("to") String to) {
        return Response.temporaryRedirect(URI.create("https://shop.example/bye?to=" + to)).build();
    }
}
