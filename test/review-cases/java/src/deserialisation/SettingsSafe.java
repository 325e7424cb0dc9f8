package shop.deserialisation;

import javax.ws.rs.*;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

@Path("settings")
public class SettingsSafe {
    @PUT
    public Object put(@HeaderParam("X-Settings") String text) {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return yaml.load(text);
    }
}
