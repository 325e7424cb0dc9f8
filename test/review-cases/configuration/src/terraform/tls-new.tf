resource "aws_cloudfront_distribution" "shop" {
  viewer_certificate {
    acm_certificate_arn      = var.certificate
    minimum_protocol_version = "TLSv1.2_2021"
  }
}
