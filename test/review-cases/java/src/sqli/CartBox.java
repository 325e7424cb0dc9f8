package shop.sqli;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class CartBox extends HttpServlet {
    static class Box<T> {
        private T content;

        void put(T content) {
            this.content = content;
        }

        T take() {
            return content;
        }
    }

    private void remove(String id) throws IOException {
        try (Statement statement = Database.open().createStatement()) {
            statement.executeUpdate("DELETE FROM carts WHERE id = '" + id + "'");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Box<String> box = new Box<>();
        box.put(request.getParameter("id"));
        Box<String> other = new Box<>();
        other.put("none");
        remove(box.take());
    }
}
