package shop.sqli;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

public class Pool {
    private static DataSource source;

    static Connection connection() throws SQLException {
        return source.getConnection();
    }
}
