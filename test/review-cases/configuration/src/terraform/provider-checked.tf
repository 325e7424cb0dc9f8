provider "kubernetes" {
  host                   = "https://cluster.example.com"
  insecure               = false
  cluster_ca_certificate = file("authority.pem")
}
