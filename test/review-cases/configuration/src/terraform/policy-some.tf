data "aws_iam_policy_document" "deploy" {
  statement {
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]
  }
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "read" {
  policy = <<-EOT
    {
      "Statement": [
        { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::reports" },
        { "Effect": "Deny", "Action": "*", "Resource": "*" }
      ]
    }
  EOT
}
