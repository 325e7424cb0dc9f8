variable "db_password" {
  type      = string
  sensitive = true
}

resource "aws_db_instance" "shop" {
  username          = "shop"
  password          = var.db_password
  storage_encrypted = true
}

resource "aws_secretsmanager_secret" "shop" {
  name = "shop/password"
}
