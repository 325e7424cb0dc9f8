package shop.cmdi;

import javax.ws.rs.*;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;

@Path("/log")
public class GitLog {
    @GET
    public int log(@QueryParam("branch") String branch) throws Exception {
        CommandLine line = CommandLine.parse("git log " + branch);
        return new DefaultExecutor().execute(line);
    }
}
