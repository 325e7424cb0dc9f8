package shop.credential;

import java.sql.*;

public class WarehouseEnvironment {
    private static final String PASSWORD = System.getenv("DB_PASSWORD");

    Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://db/warehouse", "app", PASSWORD);
    }
}
