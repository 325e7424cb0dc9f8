package shop.deserialisation;

import javax.ws.rs.*;
import org.yaml.snakeyaml.Yaml;

@Path("settings")
public class Settings {
    @PUT
    public Object put(@HeaderParam("X-Settings") String text) {
        Yaml yaml = new Yaml();
        return yaml.load(text);
    }
}
