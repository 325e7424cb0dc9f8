package shop.credential;

import java.sql.*;

public class Warehouse {
    private static final String PASSWORD = "w4reh0use!";

    Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://db/warehouse", "app", PASSWORD);
    }
}
