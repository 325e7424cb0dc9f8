package shop.sqli;

import java.sql.*;
import javax.sql.DataSource;

public class Database {
    private static DataSource source;

    static Connection open() throws SQLException {
        return source.getConnection();
    }
}
