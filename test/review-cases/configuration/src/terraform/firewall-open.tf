resource "google_compute_firewall" "admin" {
  name    = "admin"
  network = google_compute_network.main.name

  allow {
    protocol = "tcp"
    ports    = ["80", "5432"]
  }

  source_ranges = [
    "0.0.0.0/0",
  ]
}
