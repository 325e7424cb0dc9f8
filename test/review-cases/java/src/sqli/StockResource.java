package shop.sqli;

import javax.persistence.EntityManager;
import javax.persistence.PersistenceContext;
import javax.ws.rs.*;

@Path("/stock")
public class StockResource {
    @PersistenceContext
    EntityManager em;

    @GET
    @Path("/{name}")
    public Object find(@PathParam("name") String name, @QueryParam("site") String site) {
        String where = site == null ? "" : " and s.site = '" + site + "'";
        return em.createQuery("select s from Stock s where s.name = :name" + where)
            .setParameter("name", name)
            .getResultList();
    }
}
