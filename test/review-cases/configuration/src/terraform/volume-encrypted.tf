resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 40
  encrypted         = true
}

resource "aws_efs_file_system" "shared" {
  encrypted = var.encrypt
}
