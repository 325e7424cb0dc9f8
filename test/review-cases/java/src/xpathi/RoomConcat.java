package shop.xpathi;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class RoomConcat extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = "/rooms/room[@name='".concat(request.getHeader("X-Room")).concat("']");
        try {
            javax.xml.xpath.XPathFactory.newInstance().newXPath().evaluate(query, new org.xml.sax.InputSource("rooms.xml"));
        } catch (javax.xml.xpath.XPathExpressionException e) {
            throw new IOException(e);
        }
    }
}
