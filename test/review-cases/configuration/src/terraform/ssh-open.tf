resource "aws_security_group" "bastion" {
  name = "bastion"

  ingress {
    description = "SSH" # from anywhere
    from_port   = 20
    to_port     = 25
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
  }
}
