package shop.cmdi;

import javax.ws.rs.*;

@Path("/print")
public class PrinterCopies {
    static class Job {
        public String printer;
        public int copies;
    }

    @POST
    @Consumes("application/json")
    public void print(Job job) throws Exception {
        new ProcessBuilder("sh", "-c", "lp -n " + Math.max(1, Integer.valueOf(job.copies))).start();
    }
}
