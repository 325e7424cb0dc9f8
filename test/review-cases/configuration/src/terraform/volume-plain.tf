resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 40
  encrypted         = false
}
