package shop.cmdi;

import javax.ws.rs.*;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;

@Path("/log")
public class GitLogConstant {
    private static final String MAIN = "main";

    @GET
    public int log(@QueryParam("branch") String branch) throws Exception {
        String chosen = "release".equals(branch) ? "release" : MAIN;
        CommandLine line = CommandLine.parse("git log " + chosen);
        return new DefaultExecutor().execute(line);
    }
}
