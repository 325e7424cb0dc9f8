resource "aws_db_instance" "shop" {
  engine              = "postgres"
  storage_encrypted   = true
  publicly_accessible = true
}
