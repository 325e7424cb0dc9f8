package shop.sqli;

import javax.persistence.EntityManager;
import javax.persistence.PersistenceContext;
import javax.persistence.Query;
import javax.ws.rs.*;

@Path("/stock")
public class StockResourceBound {
    @PersistenceContext
    EntityManager em;

    @GET
    @Path("/{name}")
    public Object find(@PathParam("name") String name, @QueryParam("site") String site) {
        String where = site == null ? "" : " and s.site = :site";
        Query query = em.createQuery("select s from Stock s where s.name = :name" + where);
        query.setParameter("name", name);
        if (site != null) query.setParameter("site", site);
        return query.getResultList();
    }
}
