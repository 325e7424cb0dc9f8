package vault

import "crypto/des"

func Seal(key, block []byte) ([]byte, error) {
	cipher, err := des.NewCipher(key)
	if err != nil {
		return nil, err
	}
	out := make([]byte, len(block))
	cipher.Encrypt(out, block)
	return out, nil
}
