package clients

import "crypto/tls"

func Dial(address string) (*tls.Conn, error) {
	config := &tls.Config{}
	config.InsecureSkipVerify = true
	return tls.Dial("tcp", address, config)
}
