package shop.sqli;

public class JoinForm {
    private String town;

    public String getTown() {
        return town;
    }

    public void setTown(String town) {
        this.town = town;
    }
}
