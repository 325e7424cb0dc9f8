package shop.xpathi;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class RoomOverwritten extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getHeader("X-Room");
        log("asked for a room of " + name.length());
        name = "lobby";
        String query = "/rooms/room[@name='".concat(name).concat("']");
        try {
            javax.xml.xpath.XPathFactory.newInstance().newXPath().evaluate(query, new org.xml.sax.InputSource("rooms.xml"));
        } catch (javax.xml.xpath.XPathExpressionException e) {
            throw new IOException(e);
        }
    }
}
