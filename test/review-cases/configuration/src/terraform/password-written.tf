resource "aws_db_instance" "shop" {
  username          = "shop"
  password          = "Lk20vnqW8x"
  storage_encrypted = true
}
