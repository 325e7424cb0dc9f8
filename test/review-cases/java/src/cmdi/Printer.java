package shop.cmdi;

import javax.ws.rs.*;

@Path("/print")
public class Printer {
    static class Job {
        public String printer;
        public int copies;
    }

    @POST
    @Consumes("application/json")
    public void print(Job job) throws Exception {
        new ProcessBuilder("sh", "-c", "lp -n " + job.copies + " -d " + job.printer).start();
    }
}
